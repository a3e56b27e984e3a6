from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.retention import (
    GRACE,
    Fate,
    Hold,
    fate,
    first_review,
    has_passed,
    may_read,
    undetermined_until,
    vanish_by,
)
from passerelle.core.role import Role

REVIEW = date(2026, 10, 31)
LAST = datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)


def test_an_item_is_visible_through_its_review_date_and_not_a_second_longer() -> None:
    assert fate(REVIEW, LAST) is Fate.VISIBLE
    assert fate(REVIEW, LAST + timedelta(seconds=1)) is Fate.ERASE


def test_the_day_is_utc_whatever_the_clock_s_zone() -> None:
    here = datetime(2026, 11, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    assert not has_passed(REVIEW, here)


@pytest.mark.parametrize("hold", Hold)
def test_what_is_held_is_restricted_instead_of_erased(hold: Hold) -> None:
    assert fate(REVIEW, LAST + timedelta(days=400), [hold]) is Fate.RESTRICT
    assert fate(REVIEW, LAST, [hold]) is Fate.VISIBLE


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.datetimes(timezones=st.just(UTC)))
def test_nothing_is_visible_a_day_after_its_review(review: date, at: datetime) -> None:
    if at >= vanish_by(review):
        assert fate(review, at) is not Fate.VISIBLE
    assert vanish_by(review) - GRACE == datetime(
        review.year, review.month, review.day, tzinfo=UTC
    ) + timedelta(1)


def test_only_judge_defence_and_authority_read_what_is_restricted() -> None:
    readers = {role for role in Role if may_read(Fate.RESTRICT, role)}

    assert readers == {Role.MAGISTRATE, Role.COUNSEL, Role.INSPECTOR}
    assert all(may_read(Fate.VISIBLE, role) for role in Role)
    assert not any(may_read(Fate.ERASE, role) for role in Role)


def test_undetermined_lasts_thirty_days() -> None:
    assert undetermined_until(LAST) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("concluded", "expected"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_the_first_review_is_six_months_after_the_exchange(concluded: date, expected: date) -> None:
    assert first_review(concluded) == expected
