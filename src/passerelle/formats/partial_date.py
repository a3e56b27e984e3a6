"""Dates as lists publish them, in EDTF (ISO 8601-2): 1980, 1980-03, 1980-03-07, 1980~, 1979/1981.

`1980~` is about 1980, and a range is one value: a person has one birth.
"""

from __future__ import annotations

import calendar
import re

from passerelle.core.values import date

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
ABOUT = re.compile(r"(?:circa|approximately|approx\.|about) ", re.IGNORECASE)
RANGE = re.compile(r"(?:between )?(?P<first>\S.*?) ?(?:to|and|-|/) ?(?P<last>\S.*)", re.IGNORECASE)
EARLIEST = 1700
LATEST = 2200
LONGEST_RANGE = 40


def partial_date(text: str) -> str:
    """The ISO prefix that the text states, zeros and absent parts left out; empty when it states none."""
    text = " ".join(text.split()).removesuffix(".")
    match = NUMERIC.fullmatch(text) or ISO.fullmatch(text)
    if match:
        return _prefix(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
    match = ENGLISH.fullmatch(text)
    if not match:
        return ""
    month = MONTHS.get(match["month"][:3].lower(), -1) if match["month"] else 0
    return _prefix(int(match["year"]), month, int(match["day"] or 0))


def stated_date(text: str) -> str:
    """The date or the range that the text states, in EDTF; empty when it states none."""
    text = " ".join(text.split())
    bare = ABOUT.sub("", text, count=1)
    single = partial_date(bare)
    if single:
        return approximate(single) if bare != text else single
    match = RANGE.fullmatch(bare)
    return date_range(match["first"], match["last"], about=bare != text) if match else ""


def approximate(form: str) -> str:
    """About that date; nothing stays nothing."""
    return f"{form}~" if form else ""


def date_range(first: str, last: str, *, about: bool = False) -> str:
    """From one date to another, both included; empty when it is no usable range."""
    begin, end = partial_date(first), partial_date(last)
    if not begin or not end or int(end[:4]) - int(begin[:4]) > LONGEST_RANGE:
        return ""
    form = f"{approximate(begin)}/{approximate(end)}" if about else f"{begin}/{end}"
    # A range that runs backwards has no form.
    return form if date.normal(form) == form else ""


def _prefix(year: int, month: int, day: int) -> str:
    if not EARLIEST <= year <= LATEST or month < 0:
        return ""
    if not month:
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month:02}" if month <= 12 else ""  # noqa: PLR2004 - months of a year
    exists = month <= 12 and day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004 - months of a year
    return f"{year:04}-{month:02}-{day:02}" if exists else ""
