from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.duty_contact import DutyHours, DutyHoursError

PARIS = ZoneInfo("Europe/Paris")
FRIDAY = 4
NIGHT = DutyHours(zone=PARIS, start=time(20), end=time(6))
FRIDAY_NIGHT = replace(NIGHT, days=frozenset({FRIDAY}))
OFFICE = DutyHours(zone=PARIS, start=time(8), end=time(17), days=frozenset(range(5)))
TIMES = st.times()


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("hours", "at", "answers"),
    [
        pytest.param(NIGHT, "2026-03-06T23:00", True, id="at-night"),
        pytest.param(NIGHT, "2026-03-06T12:00", False, id="at-noon"),
        pytest.param(FRIDAY_NIGHT, "2026-03-07T05:59", True, id="the-night-of-friday-ends-on-saturday"),
        pytest.param(FRIDAY_NIGHT, "2026-03-07T21:00", False, id="not-saturday-night"),
        pytest.param(FRIDAY_NIGHT, "2026-03-08T05:00", False, id="not-sunday-morning"),
        pytest.param(OFFICE, "2026-03-06T08:00", True, id="opening"),
        pytest.param(OFFICE, "2026-03-06T17:00", False, id="closing"),
        pytest.param(OFFICE, "2026-03-07T12:00", False, id="weekend"),
    ],
)
def test_a_contact_answers_in_the_hours_of_its_own_zone(hours: DutyHours, at: str, answers: bool) -> None:
    assert hours.covers(paris(at)) is answers


def test_equal_times_are_day_and_night() -> None:
    always = DutyHours(zone=PARIS, start=time(7), end=time(7))
    assert always.opens(paris("2026-03-06T06:59")) == paris("2026-03-06T06:59")


def test_when_it_opens_next_is_told() -> None:
    assert OFFICE.opens(paris("2026-03-06T18:00")) == paris("2026-03-09T08:00")
    assert OFFICE.opens(paris("2026-03-28T18:00")) == paris("2026-03-30T08:00")


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    TIMES,
    TIMES,
    st.sets(st.integers(0, 6), min_size=1).map(frozenset),
)
def test_it_is_open_when_it_says_that_it_opens(
    at: datetime, start: time, end: time, days: frozenset[int]
) -> None:
    hours = DutyHours(zone=PARIS, start=start, end=end, days=days)
    opens = hours.opens(at)
    assert opens is not None
    assert timedelta() <= opens - at <= timedelta(days=8)


def test_hours_on_no_day_are_refused() -> None:
    with pytest.raises(DutyHoursError):
        replace(OFFICE, days=frozenset())
    with pytest.raises(DutyHoursError):
        replace(OFFICE, days=frozenset({7}))
