"""Which characters may have been misread: offers that make the digits agree, never applied here.

Only shapes that eyes and cameras confuse are tried, one at a time, then two.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from passerelle.documents.mrz.character import allowed
from passerelle.documents.mrz.digit import ALPHABET, FILLER
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.verified import Check, verified
from passerelle.documents.said import said

if TYPE_CHECKING:
    from passerelle.documents.mrz.layout import CheckName
    from passerelle.documents.mrz.zone import Zone

PAIRS = (
    "0O",
    "0D",
    "0Q",
    "OQ",
    "OD",
    "1I",
    "1L",
    "IL",
    "17",
    "2Z",
    "5S",
    "6G",
    "8B",
    "38",
    "4A",
    "UV",
    "VY",
    "MN",
    "CG",
    "K<",
    "C<",
)
MOST_OFFERS = 8
MOST_PAIRS = 400
Change = tuple[int, str]


def _alike() -> dict[str, str]:
    found: dict[str, str] = {}
    for one, other in map(tuple, PAIRS):
        found[one] = found.get(one, "") + other
        found[other] = found.get(other, "") + one
    return found | {sign.lower(): sign for sign in ALPHABET if sign.isalpha()}


ALIKE = _alike()


def offers(zone: Zone, checks: tuple[Check, ...]) -> list[Indicator]:
    """Changes after which every digit agrees, and letters or digits that stand for one another elsewhere."""
    failed = {one.name for one in checks if one.printed and one.ok is not True}
    found = [_said(zone, (change,), "then the place holds what it may") for change in _out_of_place(zone)]
    if failed:
        agreeing = _agreeing(zone, _covered(zone, failed))
        found += [_said(zone, changes, "then every digit agrees") for changes in agreeing]
    return found[:MOST_OFFERS]


def _agreeing(zone: Zone, places: list[int]) -> list[tuple[Change, ...]]:
    changes = _changes(zone, places)
    found = [(one,) for one in changes if _agrees(zone, (one,))]
    if found:
        return list(found)
    pairs = [pair for pair in combinations(changes, 2) if pair[0][0] != pair[1][0]]
    return [pair for pair in pairs[:MOST_PAIRS] if _agrees(zone, pair)]


def _covered(zone: Zone, failed: set[CheckName]) -> list[int]:
    """The places that a failed digit covers: the narrow ones where one of them failed, else all."""
    digits = [digit for digit in zone.layout.digits if digit.name in failed]
    narrow = [digit for digit in digits if len(digit.covers) == 1 and digit.name != "composite"]
    places = {digit.place for digit in narrow or digits}
    for digit in narrow or digits:
        for start, end in digit.covers:
            places |= set(range(start, end))
    return sorted(places)


def _changes(zone: Zone, places: list[int]) -> list[Change]:
    """Changes that leave an allowed character; those that mend a misplaced one come first."""
    may = allowed(zone.layout)
    found = [
        (place, sign)
        for place in places
        for sign in ALIKE.get(zone.text[place], "")
        if sign in may[place] and zone.text[place] != FILLER
    ]
    return sorted(found, key=lambda change: zone.text[change[0]] in may[change[0]])


def _out_of_place(zone: Zone) -> list[Change]:
    """Misplaced characters that no digit covers, with the one alike that may stand there."""
    start, end = zone.layout.names
    may = allowed(zone.layout)
    wrong = [place for place in (*range(5), *range(start, end)) if zone.text[place] not in may[place]]
    return _changes(zone, wrong)


def _agrees(zone: Zone, changes: tuple[Change, ...]) -> bool:
    return all(one.ok for one in verified(_changed(zone, changes)) if one.printed)


def _changed(zone: Zone, changes: tuple[Change, ...]) -> Zone:
    signs = list(zone.text)
    for place, sign in changes:
        signs[place] = sign
    return replace(zone, text="".join(signs))


def _said(zone: Zone, changes: tuple[Change, ...], effect: str) -> Indicator:
    parts = [_offer(zone, change) for change in changes]
    offered = parts[0] if len(parts) == 1 else said("%(one)s and %(other)s", one=parts[0], other=parts[1])
    form = "%(offered)s; %(effect)s; compare with the document"
    where = zone.layout.where(changes[0][0])
    return Indicator(IndicatorName.MISREADING, said(form, offered=offered, effect=effect), *where)


def _offer(zone: Zone, change: Change) -> str:
    place, sign = change
    line, position = zone.layout.where(place)
    form = "line %(line)s position %(position)s: %(read)s may be %(sign)s"
    return said(form, line=str(line), position=str(position), read=zone.text[place], sign=sign)
