"""Dates as lists publish them, as ISO 8601 prefixes: 1980, 1980-03, 1980-03-07."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
ENGLISH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?:(?P<month>[A-Za-z]{3,9})\.? )?(?P<year>\d{4})"
)
NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})")
ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
EARLIEST = 1700
LATEST = 2200
LONGEST_RANGE = 40


def partial_date(text: str) -> str:
    """The ISO prefix that the text states, zeros and absent parts left out; empty when it states none."""
    text = " ".join(text.split()).removeprefix("circa ").removesuffix(".")
    match = NUMERIC.fullmatch(text) or ISO.fullmatch(text)
    if match:
        return _prefix(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
    match = ENGLISH.fullmatch(text)
    if not match:
        return ""
    month = MONTHS.get(match["month"][:3].lower(), -1) if match["month"] else 0
    return _prefix(int(match["year"]), month, int(match["day"] or 0))


def years_between(first: str, last: str) -> tuple[str, ...]:
    """Every year of a range, both ends included; empty when it is no usable range."""
    begin, end = partial_date(first)[:4], partial_date(last)[:4]
    if not begin or not end or not 0 <= int(end) - int(begin) <= LONGEST_RANGE:
        return ()
    return tuple(str(year) for year in range(int(begin), int(end) + 1))


def dates(text: str) -> tuple[str, ...]:
    """The date, or every year of the range that the text states."""
    match = re.fullmatch(r"(?:circa )?(.+?) ?(?: to |-) ?(\d.*)", text.strip())
    single = partial_date(text)
    if single or not match:
        return (single,) if single else ()
    return years_between(match[1], match[2])


def _prefix(year: int, month: int, day: int) -> str:
    if not EARLIEST <= year <= LATEST or month < 0:
        return ""
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}" if month <= 12 else ""  # noqa: PLR2004 - months of a year
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
