"""Whom to call tonight: a function with its number, in the hours of its own zone.

A contact is an office, not a person: it stays right when people change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEK = frozenset(range(7))
MOST_DAYS_AHEAD = 8


class DutyHoursError(PasserelleError):
    """The hours of a contact name no day; nothing was kept."""

    def __init__(self) -> None:
        super().__init__("name at least one day of the week, 0 for Monday to 6 for Sunday; nothing was kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyHours:
    """From one time of day to another, on days of the week; equal times are the whole day and night."""

    zone: ZoneInfo
    start: time
    end: time
    days: frozenset[int] = WEEK  # of the start, Monday is 0

    def __post_init__(self) -> None:
        """Raises DutyHoursError."""
        if not self.days or not self.days <= WEEK:
            raise DutyHoursError

    def covers(self, at: datetime) -> bool:
        """Whether somebody answers at this instant; a night belongs to the day it began."""
        local = at.astimezone(self.zone)
        today, now = local.weekday(), local.time()
        if self.start < self.end:
            return today in self.days and self.start <= now < self.end
        yesterday = (today - 1) % len(WEEK)
        return (today in self.days and now >= self.start) or (yesterday in self.days and now < self.end)

    def opens(self, at: datetime) -> datetime | None:
        """When somebody answers next, in UTC; the instant itself while somebody does."""
        if self.covers(at):
            return at
        day = at.astimezone(self.zone).date()
        starts = (
            datetime.combine(day + timedelta(days=ahead), self.start, self.zone).astimezone(UTC)
            for ahead in range(MOST_DAYS_AHEAD)
            if (day + timedelta(days=ahead)).weekday() in self.days
        )
        return next((one for one in starts if one > at), None)
