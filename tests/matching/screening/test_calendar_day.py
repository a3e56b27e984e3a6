# ruff: noqa: RUF001 - dates in their own figures
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.screening.calendar_day import same_day

SAME = {
    "solar": ("1375-01-01", "1996-03-20", "solar Hijri"),
    "solar-in-its-figures": ("۱۴۰۰/۰۱/۰۱", "2021-03-21", "solar Hijri"),
    "solar-day-that-ours-has-not": ("1375-02-31", "1996-05-20", "solar Hijri"),
    "solar-second-half": ("1357-11-22", "1979-02-11", "solar Hijri"),
    "lunar": ("1445-01-01", "2023-07-19", "lunar Hijri"),
    "lunar-a-day-off-by-the-moon": ("1445-01-01", "2023-07-20", "lunar Hijri"),
    "ethiopian": ("1972-08-25", "1980-05-03", "Ethiopian"),
    "ethiopian-new-year": ("2013-01-01", "2020-09-11", "Ethiopian"),
    "ethiopian-thirteenth-month": ("2011-13-06", "2019-09-11", "Ethiopian"),
    "day-first": ("25/08/1972", "1980-05-03", "Ethiopian"),
}


@pytest.mark.parametrize(("one", "other", "calendar"), SAME.values(), ids=SAME)
def test_one_day_is_seen_in_two_calendars(one: str, other: str, calendar: str) -> None:
    assert same_day(one, other) == same_day(other, one) == calendar


@pytest.mark.parametrize(
    ("one", "other"),
    [("1375-01-01", "1996-04-20"), ("1375", "1996-03-20"), ("1375-01-01", ""), ("1996-03-20", "1996-03-20")],
    ids=["another-day", "a-year-alone", "nothing", "one-calendar"],
)
def test_other_days_meet_in_no_calendar(one: str, other: str) -> None:
    assert same_day(one, other) == ""


@given(st.text(max_size=12), st.from_regex(r"\d{4}-\d{2}-\d{2}", fullmatch=True))
def test_any_text_may_stand_for_a_date(one: str, other: str) -> None:
    assert same_day(one, other) in {"", "solar Hijri", "lunar Hijri", "Ethiopian"}
