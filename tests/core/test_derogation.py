from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from passerelle.core.derogation import MOST_ITEMS, WITHIN, Derogation, refused_derogation

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
WHY = "asked in writing, life of a witness"


def given(number: int, *, case: str = "OB-1", ago: timedelta = timedelta(days=1)) -> list[Derogation]:
    return [Derogation(record=f"r{one}", case=case, granted=AT - ago) for one in range(number)]


def why_not(
    held: list[Derogation], *, record: str = "new", case: str = "OB-1", documentation: str = WHY
) -> str:
    return refused_derogation(held, record=record, case=case, documentation=documentation, at=AT)


def test_one_documented_item_of_one_case_may_go() -> None:
    assert why_not([]) == ""
    assert why_not(given(MOST_ITEMS - 1)) == ""


@pytest.mark.parametrize("documentation", ["", "urgent", " " * 40], ids=["none", "a word", "spaces"])
def test_what_is_not_documented_does_not_go(documentation: str) -> None:
    assert "documented" in why_not([], documentation=documentation)


def test_without_a_case_there_is_no_derogation() -> None:
    assert "one case" in why_not([], case="")


def test_the_same_item_does_not_go_in_a_second_case() -> None:
    assert "another" in why_not(given(1), record="r0", case="OB-2")
    assert why_not(given(1), record="r0") == ""


def test_the_cap_counts_over_all_cases() -> None:
    half = MOST_ITEMS // 2
    second = [Derogation(record=f"s{one}", case="OB-2", granted=AT) for one in range(MOST_ITEMS - half)]
    full = given(half) + second
    assert "over all cases" in why_not(full, case="OB-3")
    assert why_not(full[1:], case="OB-3") == ""


def test_an_item_that_went_already_counts_once() -> None:
    assert why_not(given(MOST_ITEMS), record="r0") == ""


def test_what_went_long_ago_counts_no_more() -> None:
    assert why_not(given(MOST_ITEMS, ago=WITHIN)) == ""
    assert why_not(given(MOST_ITEMS, ago=WITHIN - timedelta(seconds=1))) != ""
