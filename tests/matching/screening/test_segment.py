from __future__ import annotations

from dataclasses import astuple

import pytest

from passerelle.matching.name.reading import read
from passerelle.matching.screening.segment import NameRow, arrays, build


def test_a_name_comes_out_as_it_went_in() -> None:
    made = build(
        [NameRow("x", "Беса Линдова", "Person", "1980 1981"), NameRow("y", "Brandl GmbH", "Company")]
    )
    assert (made.size, made.name(0), made.entity(1)) == (2, "Беса Линдова", "y")
    assert made.born(0) == ("1980", "1981")
    assert made.born(1) == ()


@pytest.mark.parametrize(
    ("name", "schema"),
    [("Karim bin Salman", "Person"), ("محمد سلمان", "Person"), ("Brandl Shipping GmbH", "Company")],
    ids=["filiation", "arabic", "company"],
)
def test_a_reading_is_put_together_again(name: str, schema: str) -> None:
    again, first = build([NameRow("x", name, schema)]).reading(0), read(name, schema)
    assert list(map(astuple, again.words)) == list(map(astuple, first.words))
    assert (again.father, again.forms, again.body) == (first.father, first.forms, first.body)


def test_a_name_without_a_word_is_not_kept() -> None:
    assert build([NameRow("x", "---", "Person")]).size == 0


def test_each_word_is_kept_once() -> None:
    made = build([NameRow(str(n), "Besa Strakova", "Person") for n in range(9)])
    assert len(made.rows) == 2
    assert "texts" in arrays(made)
