"""How long documents last and how their numbers are formed, as far as it is known, from `series.toml`.

Where nothing is known nothing is said: a State that is absent raises no
indicator.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_REMEMBERED = 1024
OLD_AGE = 70
# Card numbers of France begin with year and month of issue. Décret n° 2013-1188: cards given to adults
# from 2 January 2004 last fifteen years; the number tells the month only.
FRENCH_CARD_YEARS = 10
FRENCH_CARD_YEARS_EXTENDED = 15
FRENCH_EXTENDED = (date(2004, 1, 1), date(2013, 12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is known of one kind of document of one issuer."""

    years: int
    source: str
    number: re.Pattern[str] | None = None
    over_seventy: bool = False  # the limit does not bind documents of persons over seventy
    doubt: str = ""

    def is_too_long(self, first: date, expiry: date, birth: date | None) -> bool:
        """True when more years lie between the two days than any document of the series has."""
        if self.over_seventy and birth is not None and first.year - birth.year >= OLD_AGE:
            return False
        return expiry > self.last(first)

    def last(self, first: date) -> date:
        """The last day that a document given out on the first can have, a month of grace added."""
        return _last(first, self.years)


def same_day(day: date, years: int) -> date:
    """The day so many years later; the last of February stays in February, and a month of grace is given."""
    month, year = (1, day.year + 1) if day.month == 12 else (day.month + 1, day.year)  # noqa: PLR2004 - December
    return date(year + years, month, min(day.day, 28))


@lru_cache(MOST_REMEMBERED)
def _last(first: date, years: int) -> date:
    return same_day(first, years)


@lru_cache(MOST_REMEMBERED)
def series(issuer: str, document_type: str) -> Series | None:
    """What is known, the issuer's own before what holds for all."""
    kind = "I" if document_type[:1] in {"A", "C", "I"} else document_type[:1]
    known = _known()
    return known.get((issuer, kind)) or known.get(("", kind))


def french_card_ends(number: str, today: date) -> date | None:
    """The last day that an older French card can be valid, by its number; None where that tells none."""
    if not re.fullmatch(r"[0-9]{4}.*", number) or not 1 <= int(number[2:4]) <= 12:  # noqa: PLR2004 - months
        return None
    # The latest year not after today that ends in these digits.
    year = today.year - (today.year - int(number[:2])) % 100
    issued = date(year, int(number[2:4]), 1)
    low, high = FRENCH_EXTENDED
    years = FRENCH_CARD_YEARS_EXTENDED if low <= issued <= high else FRENCH_CARD_YEARS
    return same_day(issued, years)


@cache
def _known() -> Mapping[tuple[str, str], Series]:
    data = files("passerelle.documents.mrz").joinpath("series.toml").read_bytes()
    rows: list[dict[str, Any]] = tomllib.loads(data.decode("utf-8"))["series"]
    found: dict[tuple[str, str], Series] = {}
    for row in rows:
        issuers, kind = row.pop("issuer"), row.pop("kind")
        number = row.pop("number", None)
        one = Series(number=re.compile(number) if number else None, **row)
        found |= {(issuer, kind): one for issuer in issuers.split() or [""]}
    return MappingProxyType(found)
