from __future__ import annotations

import pytest

from passerelle.matching.name.reading import read
from passerelle.matching.name.word import Role


def letters(name: str, schema: str = "Person") -> list[str]:
    return [word.letters for word in read(name, schema).words]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Colonel Besa van der Brandl", ["besa", "brandl"]),
        ("Karim bin Salman al-Brandl", ["karim", "salman", "brandl"]),
        ("Abd al-Rahman Brandl", ["abdrahman", "brandl"]),
        ("Abd Allah Brandl", ["abdullah", "brandl"]),
        ("Nur al-Din Brandl", ["nurdin", "brandl"]),
        ("Abu Zayd Brandl", ["abuzayd", "brandl"]),
        ("Colonel", ["colonel"]),
        ("محمد بن سلمان", ["mhmd", "slman"]),
    ],
    ids=[
        "title-and-particle",
        "filiation",
        "servant",
        "servant-of-god",
        "faith",
        "kunya",
        "title-alone",
        "arabic",
    ],
)
def test_a_person_is_read_into_words_that_carry_the_name(name: str, found: list[str]) -> None:
    assert letters(name) == found


def test_a_title_after_son_of_is_a_name() -> None:
    assert letters("Karim bin Sultan Brandl") == ["karim", "sultan", "brandl"]


def test_a_patronymic_is_one_beside_a_name_and_a_surname() -> None:
    assert [word.role for word in read("Sergei Viktorovich Strakov", "Person").words][1] is Role.PATRONYMIC
    assert [word.role for word in read("Roman Abramovich", "Person").words][1] is Role.NAME


def test_a_body_is_read_without_its_legal_form() -> None:
    found = read("Brandl Shipping S.A.R.L.", "Company")
    assert [word.letters for word in found.words] == ["brandl", "shipping"]
    assert [word.role for word in found.words] == [Role.NAME, Role.TRADE]
    assert found.forms == read("Brandl GmbH", "Company").forms


def test_a_ships_prefix_is_no_part_of_its_name() -> None:
    assert letters("MV Brandl Star", "Vessel") == ["brandl", "star"]


@pytest.mark.parametrize(
    ("name", "body"), [("Brandl Ltd", True), ("Besa Strakova", False)], ids=["body", "person"]
)
def test_without_a_schema_the_words_say_what_it_is(name: str, body: bool) -> None:
    assert read(name).body is body


def test_a_very_long_name_is_cut() -> None:
    assert len(read("besa " * 500, "Person").words) < 20
