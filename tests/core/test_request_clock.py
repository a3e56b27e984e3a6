from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.agreement import Deadlines
from passerelle.core.request_clock import (
    CONFISCATION_RECOGNITION,
    FREEZING_EXECUTION,
    FREEZING_RECOGNITION,
    Extension,
    Limit,
    RequestClock,
    Standing,
    Suspension,
    Urgency,
    limit_of,
)

PARIS = ZoneInfo("Europe/Paris")
TERMS = Deadlines(urgent_direct_hours=8, urgent_indirect_days=3, other_days=7)
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
INSTANTS = st.datetimes(datetime(2023, 12, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Europe/Paris", "Europe/London", "UTC", "America/New_York", "Australia/Lord_Howe"])
LIMITS = st.builds(limit_of, st.just(TERMS), st.sampled_from(Urgency))
SPANS = st.integers(0, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def clock(received: datetime, **changes: object) -> RequestClock:
    made = RequestClock(receipt=received, limit=Limit(days=3), zone=PARIS)
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


CALENDAR = {
    "hours": (Urgency.URGENT_DIRECT, "2026-05-04T22:00", "2026-05-05T06:00"),
    "hours-over-spring": (Urgency.URGENT_DIRECT, "2026-03-28T23:00", "2026-03-29T08:00"),
    "hours-over-autumn": (Urgency.URGENT_DIRECT, "2026-10-24T23:00", "2026-10-25T06:00"),
    "days-over-a-weekend": (Urgency.URGENT_INDIRECT, "2026-05-08T17:30", "2026-05-11T17:30"),
    "days-over-spring": (Urgency.URGENT_INDIRECT, "2026-03-27T10:00", "2026-03-30T10:00"),
    "days-over-autumn": (Urgency.OTHER, "2026-10-20T10:00", "2026-10-27T10:00"),
    "leap-day": (Urgency.OTHER, "2028-02-24T09:00", "2028-03-02T09:00"),
    "no-leap-day": (Urgency.OTHER, "2027-02-24T09:00", "2027-03-03T09:00"),
    "on-a-leap-day": (Urgency.URGENT_INDIRECT, "2028-02-29T09:00", "2028-03-03T09:00"),
    "over-new-year": (Urgency.OTHER, "2026-12-28T23:59", "2027-01-04T23:59"),
}


@pytest.mark.parametrize(("urgency", "received", "due"), CALENDAR.values(), ids=CALENDAR)
def test_the_limit_runs_in_the_agreement_s_calendar(urgency: Urgency, received: str, due: str) -> None:
    assert limit_of(TERMS, urgency).after(paris(received), PARIS) == paris(due)


def test_a_time_that_the_clock_change_skips_or_doubles_has_its_earlier_reading() -> None:
    skipped = Limit(days=3).after(paris("2026-03-26T02:30"), PARIS)
    doubled = Limit(days=3).after(paris("2026-10-22T02:30"), PARIS)

    assert skipped == datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert doubled == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_orders_on_money_have_their_limits() -> None:
    received = paris("2026-03-28T12:00")

    recognised = FREEZING_RECOGNITION.after(received, PARIS)
    assert recognised - received.astimezone(UTC) == 48 * HOUR
    assert FREEZING_EXECUTION.after(recognised, PARIS) - recognised == 48 * HOUR
    assert CONFISCATION_RECOGNITION.after(received, PARIS) == paris("2026-05-12T12:00")


@given(INSTANTS, ZONES, st.integers(1, 60))
def test_days_are_days_of_the_calendar_within_an_hour_of_clock_change(
    received: datetime, name: str, days: int
) -> None:
    zone = ZoneInfo(name)
    due = Limit(days=days).after(received, zone)

    assert abs(due - received - timedelta(days=days)) <= HOUR
    assert due.tzinfo is UTC
    assert Limit(days=days).after(received.astimezone(zone), zone) == due


@given(INSTANTS, LIMITS)
def test_one_microsecond_decides(received: datetime, limit: Limit) -> None:
    due = limit.after(received, PARIS)
    made = clock(received, limit=limit)

    assert made.standing(due) is Standing.RUNNING
    assert made.standing(due + TICK) is Standing.OVERDUE
    assert dataclasses.replace(made, answered=due).standing(due + HOUR) is Standing.IN_TIME
    assert dataclasses.replace(made, answered=due + TICK).standing(due + HOUR) is Standing.LATE


@given(INSTANTS, LIMITS, SPANS, SPANS, SPANS)
def test_a_clarification_moves_the_limit_by_as_long_as_it_was_pending(
    received: datetime, limit: Limit, wait: timedelta, pending: timedelta, later: timedelta
) -> None:
    asked, given_ = received + wait, received + wait + pending
    first = limit.after(received, PARIS)
    made = clock(received, limit=limit, suspensions=(Suspension(asked, given_),))
    moved = pending if asked < first else timedelta()

    assert made.first_limit == first
    assert made.due(given_ + later) == first + moved
    assert made.due(asked) == first


@given(INSTANTS, st.lists(st.tuples(SPANS, SPANS), max_size=5))
def test_overlapping_clarifications_never_count_twice(
    received: datetime, rows: list[tuple[timedelta, timedelta]]
) -> None:
    asked = tuple(Suspension(received + start, received + start + length) for start, length in rows)
    at = received + timedelta(days=90)
    covered = max((one.given for one in asked if one.given), default=received) - received

    moved = clock(received, suspensions=asked).due(at) - clock(received).first_limit
    assert timedelta() <= moved <= covered
    assert clock(received, suspensions=asked[::-1]).due(at) == clock(received, suspensions=asked).due(at)


def test_while_a_clarification_is_pending_it_is_suspended_and_says_so() -> None:
    received = paris("2026-05-04T10:00")
    made = clock(received, suspensions=(Suspension(received + HOUR),))

    assert made.standing(received) is Standing.RUNNING
    assert made.standing(received + 400 * HOUR) is Standing.SUSPENDED
    assert made.due(received + 400 * HOUR) == made.first_limit + 399 * HOUR


def test_a_clarification_asked_after_the_limit_brings_nothing_back() -> None:
    received = paris("2026-05-04T10:00")
    late = clock(received).first_limit + HOUR
    made = clock(received, suspensions=(Suspension(late),))

    assert made.standing(late + HOUR) is Standing.OVERDUE
    assert dataclasses.replace(made, answered=late + HOUR).standing(late + HOUR) is Standing.LATE


def test_only_a_whole_authorisation_told_in_time_extends() -> None:
    received = paris("2026-05-04T10:00")
    first = clock(received).first_limit
    told = Extension(
        authorisation="JA-2026-7", reason="a bank's records", notice=first, expected=first + 24 * HOUR
    )
    cases = {
        "told": (told, Standing.AUTHORISED),
        "told-late": (dataclasses.replace(told, notice=first + TICK), Standing.LATE),
        "no-authorisation": (dataclasses.replace(told, authorisation=" "), Standing.LATE),
        "no-reason": (dataclasses.replace(told, reason=""), Standing.LATE),
        "sooner": (dataclasses.replace(told, expected=first - HOUR), Standing.LATE),
        "before-receipt": (dataclasses.replace(told, notice=received - HOUR), Standing.LATE),
    }
    for name, (one, expected) in cases.items():
        made = clock(received, extensions=(one,), answered=first + 2 * HOUR)
        assert made.standing(first + 9 * HOUR) is expected, name
        assert made.first_limit == first
    after = clock(received, extensions=(told,), answered=told.expected + TICK)
    assert after.standing(told.expected + HOUR) is Standing.LATE
    assert clock(received, extensions=(told,)).standing(told.expected) is Standing.RUNNING


@given(st.lists(st.tuples(INSTANTS, SPANS), max_size=20))
def test_every_answer_is_counted_once_and_the_late_ones_as_late(
    rows: list[tuple[datetime, timedelta]],
) -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    counted = Counter(clock(one, answered=one + span).standing(at) for one, span in rows)

    assert sum(counted.values()) == len(rows)
    late = sum(one + span > clock(one).first_limit for one, span in rows)
    assert counted[Standing.LATE] == late
