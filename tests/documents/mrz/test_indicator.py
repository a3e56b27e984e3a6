from __future__ import annotations

from passerelle.documents.mrz.indicator import Indicator, IndicatorName


def test_a_place_is_told_where_there_is_one() -> None:
    told = Indicator(IndicatorName.CHARACTER, "why", 2, 16).as_json()
    assert told == {"name": "character-not-allowed", "why": "why", "line": 2, "position": 16}


def test_no_place_is_invented() -> None:
    assert Indicator(IndicatorName.UNREADABLE, "why").as_json() == {"name": "unreadable", "why": "why"}
