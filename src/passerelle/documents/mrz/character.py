"""Which characters stand where they may not, with line and position.

A letter in a date or a digit in a name can leave every check digit in
agreement; here it is seen (ICAO Doc 9303 part 3 section 4).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from passerelle.documents.mrz import name
from passerelle.documents.mrz.digit import ALPHABET, FILLER
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.layout import Format, Layout

if TYPE_CHECKING:
    from passerelle.documents.mrz.zone import Zone

DIGITS = frozenset("0123456789")
LETTERS = frozenset(ALPHABET) - DIGITS
NUMERIC = DIGITS | {FILLER}
ALPHABETIC = LETTERS | {FILLER}
ANY = frozenset(ALPHABET) | {FILLER}
SEXES = frozenset("MF<")
_ALLOWED = {
    "document_type": ALPHABETIC,
    "issuer": ALPHABETIC,
    "nationality": ALPHABETIC,
    "surname": ALPHABETIC,
    "given_names": ALPHABETIC,
    "birth": NUMERIC,
    "expiry": NUMERIC,
    "sex": SEXES,
}
_MEANING = {
    ALPHABETIC: "only letters and fillers stand here",
    NUMERIC: "only digits and fillers stand here",
    SEXES: "only M, F or a filler stands here",
    ANY: "a zone has capital letters, digits and fillers alone",
    DIGITS: "a check digit stands here",
}
# Where the standard lets a filler take the place of a digit: no personal number, or a number that goes on.
_DIGIT_OR_FILLER = NUMERIC
_FIRST = frozenset("ACIPV")


@cache
def allowed(kind: Layout) -> tuple[frozenset[str], ...]:
    """For each place, what may stand there."""
    places = [ANY] * (kind.lines * kind.width)
    for field, (start, end) in kind.fields.items():
        places[start:end] = [_ALLOWED.get(field, ANY)] * (end - start)
    start, end = kind.names
    places[start:end] = [ALPHABETIC] * (end - start)
    for digit in kind.digits:
        softened = digit.name in {"personal", "number"}
        places[digit.place] = _DIGIT_OR_FILLER if softened else DIGITS
    return tuple(places)


@cache
def _orderly(kind: Layout) -> re.Pattern[str]:
    """One pattern of the whole zone, so that the usual case costs one look."""
    return re.compile("".join(f"[{''.join(sorted(signs))}]" for signs in allowed(kind)))


@cache
def _codes(kind: Layout) -> re.Pattern[str]:
    """A zone with a known first letter, and without a filler before a letter of a code or number."""
    places = ["."] * (kind.lines * kind.width)
    places[0] = f"[{''.join(sorted(_FIRST))}]"
    places[kind.span("number")[0]] = "[^<]"
    for field in ("issuer", "nationality"):
        if field in kind.fields:
            start, end = kind.fields[field]
            places[start:end] = ["(?:[^<]{3}|[^<]{2}<|[^<]<<|<<<)", "", ""]
    return re.compile("".join(places))


def indicators(zone: Zone) -> list[Indicator]:
    """Every character and filler that stands where it may not."""
    orderly, text = _orderly(zone.layout).fullmatch(zone.text), zone.text
    if orderly and _codes(zone.layout).fullmatch(text) and name.is_orderly(text[slice(*zone.layout.names)]):
        return []
    found = [] if orderly else _misplaced(zone)
    found += _fillers(zone)
    if zone.text[0] not in _FIRST:
        why = "documents begin with P (passport), V (visa), or A, C or I (cards)"
        found.append(Indicator(IndicatorName.TYPE, why, 1, 1))
    return found


def _misplaced(zone: Zone) -> list[Indicator]:
    found = []
    for place, (sign, signs) in enumerate(zip(zone.text, allowed(zone.layout), strict=True)):
        if sign not in signs:
            meaning = _MEANING[ANY if sign not in ANY else signs]
            found.append(Indicator(IndicatorName.CHARACTER, meaning, *zone.layout.where(place)))
    return found


def _fillers(zone: Zone) -> list[Indicator]:
    kind, text = zone.layout, zone.text
    found = []
    if kind.format is not Format.FR_ID:
        start, end = kind.names
        names = text[start:end]
        if not name.is_orderly(names):
            found += [_filler(kind, start + at, why) for at, why in name.filler_faults(names)]
    for field in ("issuer", "nationality"):
        span = kind.fields.get(field)
        if span and FILLER in text[slice(*span)].rstrip(FILLER):
            found.append(_filler(kind, span[0], "a filler stands before a letter of a code"))
    start, end = kind.span("number")
    if text[start] == FILLER:
        found.append(_filler(kind, start, "a document number begins at the first place of its field"))
    return found


def _filler(kind: Layout, place: int, why: str) -> Indicator:
    return Indicator(IndicatorName.FILLER, why, *kind.where(place))
