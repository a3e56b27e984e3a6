"""Days written in another calendar: the solar and the lunar Hijri ones, and the Ethiopian.

Lists and forms carry such dates without saying so. What is computed here is a
day that two dates may share, never a correction of either; the lunar calendar
is told by sight of the moon, and may be two days off.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
# Years counted from the Hijra in which living people are born; the Ethiopian year is seven or eight behind.
FIRST_HIJRI, LAST_HIJRI = 1290, 1460
FIRST_ETHIOPIAN, LAST_ETHIOPIAN = 1880, 2100
LUNAR_DOUBT = timedelta(days=2)
NONE = timedelta()
MONTHS = 12
FIRST_DAY = 1_721_425  # the day before the first of our calendar, in days of astronomers
LONG_MONTHS = 6  # of the solar calendar, with 31 days each


def same_day(one: str, other: str) -> str:
    """The calendar in which one of two dates is written when both are one day; empty when there is none."""
    for left, right in ((one, other), (other, one)):
        ours = _written(left)
        if ours is None:
            continue
        for name, day, doubt in _elsewhere(*_written(right) or (0, 0, 0)):
            try:
                if abs(date(*ours) - day) <= doubt:
                    return name
            except ValueError:
                break
    return ""


def _written(text: str) -> tuple[int, int, int] | None:
    spelled = text.strip().translate(FIGURES)
    if found := YEAR_FIRST.fullmatch(spelled):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_FIRST.fullmatch(spelled):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    return year, month, day


def _elsewhere(year: int, month: int, day: int) -> list[tuple[str, date, timedelta]]:
    """The days of our calendar that the figures may mean in each of the others."""
    if FIRST_HIJRI <= year <= LAST_HIJRI and 1 <= month <= MONTHS and 1 <= day <= 31:  # noqa: PLR2004 - days of a month
        return [
            ("solar Hijri", _solar(year, month, day), NONE),
            ("lunar Hijri", _lunar(year, month, day), LUNAR_DOUBT),
        ]
    if FIRST_ETHIOPIAN <= year <= LAST_ETHIOPIAN and 1 <= month <= MONTHS + 1 and 1 <= day <= 30:  # noqa: PLR2004 - same
        return [("Ethiopian", _ethiopian(year, month, day), NONE)]
    return []


def _solar(year: int, month: int, day: int) -> date:
    """By the cycle of 33 years, which holds for every year in question."""
    before = 31 * min(month - 1, LONG_MONTHS) + 30 * max(month - 1 - LONG_MONTHS, 0)
    return _day(365 * (year - 1) + (8 * year + 21) // 33 + before + day + 1_948_319)


def _lunar(year: int, month: int, day: int) -> date:
    return _day((11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1_948_055)


def _ethiopian(year: int, month: int, day: int) -> date:
    return _day(365 * year + year // 4 + 30 * month + day + 1_723_825)


def _day(number: int) -> date:
    return date.fromordinal(number - FIRST_DAY)
