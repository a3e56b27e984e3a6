from __future__ import annotations

from datetime import date

import pytest

from passerelle.analysis.money.flag.place import Place, PlaceList, PlaceRefusedError

FIRST, LAST = date(2031, 1, 1), date(2031, 6, 30)


@pytest.mark.parametrize("code", ["FR", "de", "Greece", "Belgique"], ids=str)
def test_a_country_is_refused(code: str) -> None:
    with pytest.raises(PlaceRefusedError, match="is a country"):
        Place(code=code, reason="many", since=FIRST, until=LAST)


@pytest.mark.parametrize(("code", "reason"), [("Strand", " "), ("", "why")], ids=["reason", "code"])
def test_a_place_without_code_or_reason_is_refused(code: str, reason: str) -> None:
    with pytest.raises(PlaceRefusedError, match="no code or no reason"):
        Place(code=code, reason=reason, since=FIRST, until=LAST)


def test_a_place_ends_after_it_begins() -> None:
    with pytest.raises(PlaceRefusedError, match="ends before"):
        Place(code="Strand", reason="why", since=LAST, until=FIRST)


def test_a_place_holds_from_its_first_day_to_its_last() -> None:
    places = PlaceList.of([Place(code="Strand", reason="why", since=FIRST, until=LAST)])
    assert [places.holds("Strand", day) for day in (FIRST, LAST, date(2031, 7, 1))] == [True, True, False]
    assert not places.holds("elsewhere", FIRST)
