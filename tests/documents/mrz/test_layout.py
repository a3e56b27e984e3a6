from __future__ import annotations

import pytest

from passerelle.documents.mrz.layout import LAYOUTS, CheckName, Digit, Layout

EACH = pytest.mark.parametrize("kind", LAYOUTS.values(), ids=lambda kind: kind.format.value)


@EACH
def test_every_place_has_one_meaning(kind: Layout) -> None:
    spans = [*kind.fields.values(), kind.names, *((one.place, one.place + 1) for one in kind.digits)]
    places = [place for start, end in spans for place in range(start, end)]
    assert sorted(places) == list(range(kind.lines * kind.width))


@EACH
def test_no_digit_covers_itself(kind: Layout) -> None:
    for one in kind.digits:
        assert all(not start <= one.place < end for start, end in one.covers)


@EACH
def test_every_check_of_the_list_has_its_turn(kind: Layout) -> None:
    names = [one.name if isinstance(one, Digit) else one for one in kind.in_order()]
    assert names == list(CheckName)


def test_places_are_told_as_people_count() -> None:
    td1 = next(kind for kind in LAYOUTS.values() if kind.lines == 3)
    assert td1.where(0) == (1, 1)
    assert td1.where(59) == (2, 30)
    assert td1.where(60) == (3, 1)
