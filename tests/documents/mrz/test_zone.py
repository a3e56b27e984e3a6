from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.mrz import specimen

from passerelle.documents.mrz.zone import Unreadable, Zone, plain, read


@pytest.mark.parametrize("name", specimen.ALL)
def test_each_format_is_recognised(name: str) -> None:
    found = read(specimen.ALL[name])
    assert isinstance(found, Zone)
    assert found.layout.format == name.removesuffix("-long")
    assert not found.spaced


@pytest.mark.parametrize("name", ["TD1", "TD2", "TD3", "FR-ID"])
def test_a_zone_on_one_line_is_read(name: str) -> None:
    found = read(specimen.ALL[name].replace("\n", ""))
    assert isinstance(found, Zone)
    assert found.layout.format == name


def test_a_card_of_france_that_is_laid_out_as_td2_is_read_as_td2() -> None:
    found = read("IDFRAERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907FRA7408122F1204159<<<<<<<6")
    assert isinstance(found, Zone)
    assert found.layout.format == "TD2"


def test_white_space_inside_is_left_out_and_told() -> None:
    found = read(specimen.TD3.replace("ANNA", "AN NA"))
    assert isinstance(found, Zone)
    assert found.spaced
    assert found.text == specimen.TD3.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "no text", id="nothing"),
        pytest.param(specimen.TD3[:-1], "44, 43 characters", id="a-character-missing"),
        pytest.param("\n".join(["A" * 44] * 4), "more text", id="four-lines"),
        pytest.param("A" * 3000, "more text", id="endless"),
    ],
)
def test_other_lines_are_no_zone_and_the_reason_is_said(text: str, reason: str) -> None:
    found = read(text)
    assert isinstance(found, Unreadable)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("field", "expected"),
    [("P<", "P"), ("<<<", ""), ("ANNA<MARIA", "ANNA MARIA"), ("A<<B", "A B"), ("D<<", "D")],
)
def test_fillers_are_taken_from_the_ends_and_read_as_a_space_inside(field: str, expected: str) -> None:
    assert plain(field) == expected


@given(st.text())
def test_any_text_is_a_zone_or_is_not(text: str) -> None:
    assert isinstance(read(text), Zone | Unreadable)
