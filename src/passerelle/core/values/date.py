"""Dates as people and forms give them: exact, partial, approximate, or a range.

The normal form follows EDTF (ISO 8601-2): `1980`, `1980-05`, `1980-05-03`,
`1980~` for about, `1979/1981` for a range, `1979~/1981~` for about that range.
Where it is silent nothing is filled in.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from passerelle.core.values.text import clean

ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?(?:T.*)?")
SLASHED = re.compile(r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>\d{4})")
WORDED = re.compile(r"(?:(?P<d>\d{1,2})\.? )?(?P<m>[a-zà-ÿ]{3,9})\.?,? (?P<y>\d{4})")
AMERICAN = re.compile(r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})")
ABOUT = re.compile(r"^(?:approximately|approx\.?|circa|about|ca?\.?|vers|environ|~)\s*")
BETWEEN = re.compile(r"^(?:between|entre|from|de)\s+")
TO = re.compile(r"\s+(?:to|and|et|à|-|\u2013)\s+|/(?=\d{4})|(?<=\d{4})\s*[-\u2013]\s*(?=\d{4}$)")
MONTHS = (
    ("jan", "janv"),
    ("feb", "fév", "fev"),
    ("mar",),
    ("apr", "avr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou"),
    ("sep",),
    ("oct",),
    ("nov",),
    ("dec", "déc"),
)
YEARS_ABOUT = 3
TWELVE = 12
EXACT = len("1980-05-03")


def normal(text: str, *, day_first: bool | None = None) -> str | None:
    """The EDTF form of a date, or None when it is none in the Gregorian calendar.

    `03/05/1980` is a day only when the order is known or one part exceeds 12;
    else only the year is kept. Do not trust a first of January: many forms
    write it for "year only".
    """
    spelled = BETWEEN.sub("", clean(text).lower().strip(" ."))
    about = spelled.endswith("~") or ABOUT.match(spelled) is not None
    spelled = ABOUT.sub("", spelled).rstrip("~").strip()
    whole = _single(spelled, day_first)
    if whole is not None:
        return f"{whole}~" if about else whole
    ends = [_single(part.strip(" ~"), day_first) for part in TO.split(spelled)]
    match ends:
        case [str(first), str(last)] if _bounds(first)[0] <= _bounds(last)[1]:
            return f"{first}~/{last}~" if about else f"{first}/{last}"
        case _:
            return None


def span(form: str) -> tuple[date, date]:
    """The first and last day that a normal form may mean."""
    first, _, last = form.partition("/")
    start, end = _bounds(first.rstrip("~"))
    if last:
        end = _bounds(last.rstrip("~"))[1]
    if form.endswith("~"):
        start = date(max(start.year - YEARS_ABOUT, 1), 1, 1)
        end = date(min(end.year + YEARS_ABOUT, 9999), 12, 31)
    return start, end


def agrees(left: str, right: str) -> bool:
    """True when two normal forms may mean the same day."""
    (a, b), (c, d) = span(_lenient(left)), span(_lenient(right))
    return a <= d and c <= b


def contradicts(left: str, right: str) -> bool:
    """True when no day fits both and no clerk's slip explains the difference."""
    return not agrees(left, right) and not near(left, right)


def near(left: str, right: str) -> bool:
    """True when forms differ as slips do: day and month swapped, a figure wrong, a loose year off by one."""
    if agrees(left, right):
        return False
    if len(left) == len(right) == EXACT and "/" not in left + right:
        swapped = right[:4] + right[7:] + right[4:7]
        return left == swapped or sum(a != b for a, b in zip(left, right, strict=True)) == 1
    (a, b), (c, d) = span(_lenient(left)), span(_lenient(right))
    return max(c - b, a - d) <= timedelta(days=366)


def years(form: str) -> list[int]:
    """The calendar years of a normal form, with one more on either side when it is approximate."""
    first, _, last = form.rstrip("~").partition("/")
    start, end = int(first[:4]), int((last or first)[:4])
    margin = 1 if form.endswith("~") else 0
    return list(range(start - margin, end + margin + 1))


def _lenient(form: str) -> str:
    return form[:4] if re.fullmatch(r"\d{4}-01-01", form) else form


def _single(text: str, day_first: bool | None) -> str | None:
    if (match := ISO.fullmatch(text.upper())) is not None:
        return _built(match["y"], match["m"] or "0", match["d"] or "0")
    if (match := SLASHED.fullmatch(text)) is not None:
        return _slashed(int(match["a"]), int(match["b"]), match["y"], day_first)
    match = WORDED.fullmatch(text) or AMERICAN.fullmatch(text)
    if match is None:
        return None
    month = next((n for n, names in enumerate(MONTHS, 1) if match["m"].startswith(names)), None)
    return _built(match["y"], str(month), match["d"] or "0") if month else None


def _slashed(first: int, second: int, year: str, day_first: bool | None) -> str | None:
    if day_first is None and first != second and 0 < first <= TWELVE and 0 < second <= TWELVE:
        return _built(year, "0", "0")
    if day_first is None:
        day_first = second <= TWELVE
    day, month = (first, second) if day_first else (second, first)
    return _built(year, str(month), str(day))


def _built(year: str, month: str, day: str) -> str | None:
    """The ISO prefix; a zero month or day, as forms print for unknown, ends it early."""
    y, m, d = int(year), int(month), int(day)
    if y == 0 or m > TWELVE or (m and d > calendar.monthrange(y, m)[1]):
        return None
    if m == 0:
        return f"{y:04d}" if d == 0 else None
    return f"{y:04d}-{m:02d}-{d:02d}" if d else f"{y:04d}-{m:02d}"


def _bounds(form: str) -> tuple[date, date]:
    parts = [int(part) for part in form.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 0
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day
        return date(*parts), date(*parts)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
