"""Dates and times as ledgers write them, read when they can be read in one way only.

ISO 8601 in its forms, the same with slashes or a point in the place of dashes,
and day, month and year in figures. Where day and month could change places the
text is refused unless the caller says which comes first.
"""

from __future__ import annotations

import re
from datetime import datetime

YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(.*)", re.ASCII)
REST = re.compile(r"(?:[ T,]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?))?", re.ASCII)
UNCLEAR = "the date could be read in two ways; say which comes first, day or month"
MONTHS = 12


def moment(text: str, first: str = "") -> datetime | str:
    """The moment, or the reason why it is none; `first` is "day" or "month" where it is known."""
    text = text.strip()
    if not text:
        return "the date is missing"
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day, rest = found.groups()
        return _built(year, month, day, rest)
    if found := YEAR_LAST.fullmatch(text):
        one, mark, two, year, rest = found.groups()
        order = first or _order(int(one), int(two), mark)
        if not order:
            return UNCLEAR
        day, month = (one, two) if order == "day" else (two, one)
        return _built(year, month, day, rest)
    return "the date is in no form that is read"


def _order(one: int, two: int, mark: str) -> str:
    # A point between the figures is written only where the day comes first.
    if mark == "." or one > MONTHS or one == two:
        return "day"
    return "month" if two > MONTHS else ""


def _built(year: str, month: str, day: str, rest: str) -> datetime | str:
    clock = REST.fullmatch(rest)
    if clock is None:
        return "the time of day is in no form that is read"
    hours = f"T{clock[1].zfill(5) if clock[1].find(':') == 2 else '0' + clock[1]}" if clock[1] else ""  # noqa: PLR2004 - two figures
    try:
        return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}{hours}")
    except ValueError:
        return "the date does not exist"
