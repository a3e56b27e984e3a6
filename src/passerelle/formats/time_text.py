"""Dates and times as ledgers write them, read when they can be read in one way only.

ISO 8601 in its forms, the same with slashes or a point in the place of dashes,
day, month and year in figures, and months by their names in English, French
and German. Where day and month could change places, or the year has two
figures, the text is refused unless the caller says which comes first; a bare
number is a day of a workbook only where the caller says so.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2}(?!\d))(.*)", re.ASCII)
TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})(.*)", re.ASCII)
NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?[ -]([^\W\d_]{3,10})\.?"
    r"|([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,?)"
    r"[ -](\d{4})(.*)"
)
REST = re.compile(r"(?:[ T,]+(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?))?", re.ASCII)
SERIAL = re.compile(r"\d{4,5}(?:[.,]\d{1,17})?", re.ASCII)
SERIALS = {"serial": datetime(1899, 12, 30), "serial-1904": datetime(1904, 1, 1)}  # noqa: DTZ001 - as a workbook says it
UNCLEAR = "the date could be read in two ways; say which comes first, day or month"
SHORT = "the year has two figures; say which comes first, day or month"
NO_FORM = "the date is in no form that is read"
NO_DATE = "the date does not exist"
MONTHS = 12
DAY_SECONDS = 86_400
EARLIEST = 1900
MONTH_NAMES = (
    ("jan",),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "déc", "dez"),
)


def moment(text: str, first: str = "") -> datetime | str:
    """The moment, or the reason why it is none; `first` is "day", "month" or "serial" where it is known."""
    text = text.strip()
    if not text:
        return "the date is missing"
    if first in SERIALS and SERIAL.fullmatch(text):
        return _counted(text, SERIALS[first])
    try:
        found: datetime | str = datetime.fromisoformat(text)
    except ValueError:
        found = _in_figures(text, first if first in {"day", "month"} else "")
    return NO_FORM if isinstance(found, datetime) and found.year < EARLIEST else found


def _in_figures(text: str, first: str) -> datetime | str:
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day, rest = found.groups()
        return _built(year, month, day, rest)
    if found := YEAR_LAST.fullmatch(text):
        one, mark, two, year, rest = found.groups()
        return _last(one, two, year, rest, first or _order(int(one), int(two), mark, year))
    if first and (found := TOGETHER.fullmatch(text)):
        one, two, year, rest = found.groups()
        return _last(one, two, year, rest, first)
    if found := NAMED.fullmatch(text):
        day, after, before, day_after, year, rest = found.groups()
        return _built(year, _month(after or before), day or day_after, rest)
    return NO_FORM


def _order(one: int, two: int, mark: str, year: str) -> str:
    # Two figures could be a year in any place, and only a person knows.
    if len(year) == 2:  # noqa: PLR2004 - see above
        return ""
    # A point between the figures is written only where the day comes first.
    if mark == "." or one > MONTHS or one == two:
        return "day"
    return "month" if two > MONTHS else ""


def _last(one: str, two: str, year: str, rest: str, order: str) -> datetime | str:
    short = len(year) == 2  # noqa: PLR2004 - two figures
    if not order:
        return SHORT if short else UNCLEAR
    day, month = (one, two) if order == "day" else (two, one)
    # No bank wrote a statement with two figures of the year before the eighties.
    century = ("19" if int(year) >= 80 else "20") if short else ""  # noqa: PLR2004 - see above
    return _built(century + year, month, day, rest)


def _month(name: str) -> str:
    plain = name.casefold()
    # "juin" and "juillet" share three letters with each other, so the longer beginnings are tried first.
    known = sorted(
        ((begin, number) for number, begins in enumerate(MONTH_NAMES, 1) for begin in begins),
        key=lambda one: -len(one[0]),
    )
    return next((str(number) for begin, number in known if plain.startswith(begin)), "0")


def _counted(text: str, start: datetime) -> datetime | str:
    days = float(text.replace(",", "."))
    # A workbook keeps a time as a part of a day, which is exact to less than a second only.
    return start + timedelta(seconds=round(days * DAY_SECONDS))


def _built(year: str, month: str, day: str, rest: str) -> datetime | str:
    clock = REST.fullmatch(rest.rstrip())
    if clock is None:
        return "the time of day is in no form that is read"
    hours = ""
    if clock[1]:
        said = clock[1] if clock[1][1] not in ":." else f"0{clock[1]}"
        hours = f"T{said[:2]}:{said[3:5]}{said[5:].replace('.', ':', 1) if said[5:6] == '.' else said[5:]}"
    try:
        return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}{hours}")
    except ValueError:
        return NO_DATE
