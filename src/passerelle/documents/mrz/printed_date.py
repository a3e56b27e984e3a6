"""A date of six characters, as zones print it: year, month, day, a filler for what is unknown.

The century is not printed. It is told from the day of the check, which the
caller gives (ICAO Doc 9303 part 3 section 4.8).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from passerelle.documents.mrz.digit import FILLER

_EXACT = re.compile(r"[0-9]{6}")
_PARTIAL = re.compile(r"(?:[0-9]{2}|<<)(?:[0-9]{2}|<<)(?:[0-9]{2}|<<)")
CENTURY = 100
MOST_REMEMBERED = 1 << 13
TWELVE = 12
LONGEST_MONTH = 31
LEAP_YEAR = 2000  # any leap year: what has no year is judged with the longest February
PAST_YEARS_OF_EXPIRY = 50
_YEARS = frozenset(f"{year:02d}" for year in range(CENTURY))
_LENGTHS = {month: monthrange(2001, month)[1] for month in range(1, 13)}
_DAYS = frozenset(f"{month:02d}{day:02d}" for month in _LENGTHS for day in range(1, _LENGTHS[month] + 1))


class DateState(StrEnum):
    """How much of a date can be used."""

    EXACT = "exact"
    PARTIAL = "partial"  # a part is unknown, as the standard allows
    ZEROS = "zeros"  # a part is written as zeros, which the standard does not allow
    IMPOSSIBLE = "impossible"
    MISPRINTED = "misprinted"  # characters that no date has


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """The parts that are known."""

    state: DateState
    year: int | None = None  # two digits
    month: int | None = None
    day: int | None = None

    def birth(self, today: date) -> date | None:
        """The latest day not after today; None where a part is unknown."""
        return self._latest(today.year, today)

    def expiry(self, today: date) -> date | None:
        """The day nearest to today that a document in use can bear; None where a part is unknown."""
        return self._latest(today.year + PAST_YEARS_OF_EXPIRY, None)

    def _latest(self, year: int, limit: date | None) -> date | None:
        if self.state is not DateState.EXACT or self.year is None or not self.month or not self.day:
            return None
        full = year - (year - self.year) % CENTURY
        for one in (full, full - CENTURY):
            found = _day(one, self.month, self.day)
            if found is not None and (limit is None or found <= limit):
                return found
        return None


def is_plain(text: str) -> bool:
    """True for a day of any year; the 29 February of a leap year is left to the closer look."""
    return text[2:] in _DAYS and text[:2] in _YEARS


@lru_cache(MOST_REMEMBERED)
def expiry(text: str, today: date) -> date | None:
    """The expiry that the six characters say, on this day; documents in use have few of them."""
    return parse(text).expiry(today)


@lru_cache(MOST_REMEMBERED)
def parse(text: str) -> PrintedDate:
    """What the six characters say."""
    if _EXACT.fullmatch(text):
        return _judged(int(text[:2]), int(text[2:4]), int(text[4:]))
    if not _PARTIAL.fullmatch(text):
        return PrintedDate(DateState.MISPRINTED)
    year, month, day = (_part(text[at : at + 2]) for at in (0, 2, 4))
    possible = _fits(year, month, day)
    return PrintedDate(DateState.PARTIAL if possible else DateState.IMPOSSIBLE, year, month, day)


def _judged(year: int, month: int, day: int) -> PrintedDate:
    if (month == 0 or day == 0) and _fits(year, month or None, day or None):
        return PrintedDate(DateState.ZEROS, year, month or None, day or None)
    state = DateState.EXACT if _fits(year, month, day) else DateState.IMPOSSIBLE
    return PrintedDate(state, year, month, day)


def _part(text: str) -> int | None:
    return None if text == FILLER * 2 else int(text)


def _fits(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= TWELVE:
        return False
    if day is None:
        return True
    if month is None:
        return 1 <= day <= LONGEST_MONTH
    # The leap years of both centuries end in the same two digits, save 1900, when no holder was born.
    full = LEAP_YEAR if year is None else LEAP_YEAR + year
    return _day(full, month, day) is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
