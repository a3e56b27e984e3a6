from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.mrz import specimen

from passerelle.documents.photograph.found_zone import Line, found_zone

TODAY = date(2011, 6, 1)


def lines(*texts: str) -> list[Line]:
    return [Line(text, 90.0, 30) for text in texts]


@pytest.mark.parametrize("zone", specimen.ALL.values(), ids=specimen.ALL)
def test_a_zone_is_found_among_other_lines(zone: str) -> None:
    found = found_zone(lines("PASSPORT UTOPIA", "12AUG1974", *zone.split("\n"), "REPUBLIC"), TODAY)
    assert found is not None
    assert (found.text, found.fillers) == (zone, 0)


def test_runs_of_fillers_are_brought_to_size_and_that_is_told() -> None:
    first, second = specimen.TD3.split("\n")
    found = found_zone(lines(first[:-5], second.replace("<<<<<", "<<<<<<<")), TODAY)
    assert found is not None
    assert (found.text, found.fillers) == (specimen.TD3, 7)


def test_no_character_is_replaced() -> None:
    wrong = specimen.TD3.replace("UTO74", "UT074")
    found = found_zone(lines(*wrong.split("\n")), TODAY)
    assert found is not None
    assert found.text == wrong


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("OTSS5897272V8TAZESTVOZTAZZTSOVLOLNSEDZO68681", "PPPPPPPNPNFSFFSF5555VIUVWHVNNVPSNOSSHTYSOLNH"),
        ("x" * 44,) * 2,
    ],
    ids=["nothing", "letters at chance", "no zone's letters"],
)
def test_what_is_no_zone_is_not_taken_for_one(texts: tuple[str, ...]) -> None:
    assert found_zone(lines(*texts), TODAY) is None


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_have_an_answer(texts: list[str]) -> None:
    found_zone(lines(*texts), TODAY)
