"""The printed page against the zone, field by field: consistent, not consistent, or not verifiable.

Names are compared through the spellings that the standard allows. In other
scripts than Latin a name has dozens of spellings: what does not match there is
not verifiable, and never said to differ.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.mrz import printed_date, transliteration
from passerelle.documents.mrz.digit import FILLER
from passerelle.documents.mrz.printed_date import DateState
from passerelle.documents.outcome import Finding, Outcome

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.mrz.check import Result

CENTURY = 100
NAMES = ("surname", "given_names")
SAME = "the page and the zone say the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a person or a camera read on the page; what was not read is empty."""

    surname: str = ""
    given_names: str = ""
    number: str = ""
    birth: date | None = None
    expiry: date | None = None
    sex: str = ""


def compare(result: Result, page: Page) -> tuple[Finding, ...]:
    """A finding for each field that was read on the page."""
    cut = any(one.name == "name-may-be-cut" for one in result.indicators)
    found = [
        _name(field, written, result.fields.get(field, ""), cut=cut)
        for field in NAMES
        if (written := getattr(page, field))
    ]
    found += [
        _date(field, day, _six(result, field))
        for field, day in (("birth", page.birth), ("expiry", page.expiry))
        if day is not None
    ]
    found += [
        _plain(field, written, result.fields.get(field))
        for field, written in (("number", page.number), ("sex", page.sex))
        if written
    ]
    return tuple(found)


def _name(field: str, written: str, zone: str, *, cut: bool) -> Finding:
    letters = zone.replace(" ", FILLER)
    if not letters:
        return Finding(field, Outcome.NOT_VERIFIABLE, "the zone has no such name")
    if not transliteration.is_known(written):
        return Finding(field, Outcome.NOT_VERIFIABLE, "the page has letters of which no table is held here")
    if transliteration.may_be(written, letters):
        return Finding(field, Outcome.CONSISTENT, "the zone is an allowed spelling of the page")
    if cut:
        # A full field may be cut in several ways (section 4.6.2), not all of which keep the beginning.
        beginning = transliteration.may_be(written, letters, cut=True)
        outcome = Outcome.CONSISTENT if beginning else Outcome.NOT_VERIFIABLE
        return Finding(field, outcome, "the name fills the zone, where a long name is cut")
    if not _is_latin(written):
        why = "the zone is none of the listed spellings; in this script a name has many more"
        return Finding(field, Outcome.NOT_VERIFIABLE, why)
    return Finding(field, Outcome.NOT_CONSISTENT, "the zone is no allowed spelling of the page")


def _six(result: Result, field: str) -> str | None:
    """The six characters of a date with their fillers, which tell what is unknown."""
    zone = result.zone
    if zone is None or field not in zone.layout.fields:
        return None
    return zone.text[slice(*zone.layout.span(field))]


def _date(field: str, day: date, zone: str | None) -> Finding:
    if zone is None:
        return Finding(field, Outcome.NOT_VERIFIABLE, "the zone has no such date")
    printed = printed_date.parse(zone)
    if printed.state in {DateState.MISPRINTED, DateState.IMPOSSIBLE}:
        return Finding(field, Outcome.NOT_VERIFIABLE, "the date of the zone is none")
    pairs = ((printed.year, day.year % CENTURY), (printed.month, day.month), (printed.day, day.day))
    if any(known is not None and known != written for known, written in pairs):
        return Finding(field, Outcome.NOT_CONSISTENT, "the page and the zone differ")
    return Finding(field, *_told(exact=printed.state is DateState.EXACT))


def _told(*, exact: bool) -> tuple[Outcome, str]:
    why = SAME if exact else "what the zone has of the date is what the page says"
    return Outcome.CONSISTENT, why


def _plain(field: str, written: str, zone: str | None) -> Finding:
    if zone is None:
        return Finding(field, Outcome.NOT_VERIFIABLE, "the zone has no such field")
    if _letters(written) == _letters(zone) or (field == "sex" and not zone and written.upper() == "X"):
        return Finding(field, Outcome.CONSISTENT, SAME)
    return Finding(field, Outcome.NOT_CONSISTENT, "the page and the zone differ")


def _letters(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(sign, "") for sign in text if sign.isalpha())
