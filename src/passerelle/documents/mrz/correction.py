"""Which characters may have been misread: offers that make the digits agree, never applied here.

Only shapes that eyes and cameras confuse are tried, one at a time, then two.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from passerelle.documents.mrz.character import allowed
from passerelle.documents.mrz.digit import ALPHABET, FILLER, UNKNOWN, WEIGHTS, worths
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.verified import Check, verified
from passerelle.documents.said import said

if TYPE_CHECKING:
    from passerelle.documents.mrz.layout import CheckName, Layout
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
    "7T",
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
MOST_PAIRS = 40  # that are tried, of those that can agree
Change = tuple[int, str]
Effect = tuple[int, ...]  # by digit, of ten


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
    agreeing = _agreeing(zone, failed) if failed else []
    # What a digit covers is mended by the digit; where all agree, G stands for 6 unseen by any of them.
    wrong = _out_of_place(zone, covered=not failed)
    found = [_said(zone, (change,), "then the place holds what it may") for change in wrong]
    return (found + [_said(zone, changes, "then every digit agrees") for changes in agreeing])[:MOST_OFFERS]


def _agreeing(zone: Zone, failed: set[CheckName]) -> list[tuple[Change, ...]]:
    """The changes at the places of the failed digits; those of the narrow ones come before all the others."""
    narrow = _covered(zone, failed)
    found = _agreeing_at(zone, narrow)
    whole = _covered(zone, failed, narrow=False)
    return found or (_agreeing_at(zone, whole) if len(whole) > len(narrow) else [])


def _agreeing_at(zone: Zone, places: list[int]) -> list[tuple[Change, ...]]:
    """One change, or else two, after which every digit agrees.

    What a change does to each digit is known without computing it anew: a sign
    of another worth moves the digit by the weight of its place. So only what
    can agree is tried.
    """
    changes = _changes(zone, places)
    need, effects = _effects(zone, changes)
    alone = [(one,) for one, effect in zip(changes, effects, strict=True) if effect == need]
    found: list[tuple[Change, ...]] = [one for one in alone if _agrees(zone, one)]
    if found:
        return found
    return [pair for pair in _pairs(changes, need, effects)[:MOST_PAIRS] if _agrees(zone, pair)]


def _pairs(changes: list[Change], need: Effect, effects: list[Effect]) -> list[tuple[Change, Change]]:
    """Changes at two places whose effects together are the one that is needed."""
    by_effect: defaultdict[Effect, list[int]] = defaultdict(list)
    for number, effect in enumerate(effects):
        by_effect[effect].append(number)
    found = []
    for number, effect in enumerate(effects):
        rest = tuple((wanted - moved) % 10 for wanted, moved in zip(need, effect, strict=True))
        others = [changes[other] for other in by_effect.get(rest, ()) if other > number]
        found += [(changes[number], other) for other in others if other[0] != changes[number][0]]
    return found


def _effects(zone: Zone, changes: list[Change]) -> tuple[Effect, list[Effect]]:
    """How far each digit is from agreeing, and how far each change moves each digit."""
    values = worths(zone.text)
    weights = _weights(zone.layout, goes_on=_goes_on(zone))
    need = tuple(
        -sum(weight * _known(values[place]) for place, weight in one.items()) % 10 for one in weights
    )
    moves = [(place, worths(sign)[0] - _known(values[place])) for place, sign in changes]
    return need, [tuple(one.get(place, 0) * by % 10 for one in weights) for place, by in moves]


def _known(worth: int) -> int:
    # A sign that no zone may hold counts nothing until it is changed.
    return 0 if worth == UNKNOWN else worth


def _goes_on(zone: Zone) -> bool:
    """True where the number's digit stands elsewhere, so that its place tells nothing."""
    number = next(digit for digit in zone.layout.digits if digit.name == "number")
    return zone.layout.overflow is not None and zone.text[number.place] == FILLER


@cache
def _weights(kind: Layout, *, goes_on: bool) -> tuple[dict[int, int], ...]:
    """For each digit the weight of each place; the digit's own counts against."""
    found = []
    for digit in kind.digits:
        if goes_on and digit.name == "number":
            continue
        places = [place for start, end in digit.covers for place in range(start, end)]
        found.append({place: WEIGHTS[at % 3] for at, place in enumerate(places)} | {digit.place: -1})
    return tuple(found)


def _covered(zone: Zone, failed: set[CheckName], *, narrow: bool = True) -> list[int]:
    """The places that a failed digit covers: the narrow ones alone where one of them failed, or all."""
    failing = [digit for digit in zone.layout.digits if digit.name in failed]
    digits = [digit for digit in failing if digit.name != "composite"] if narrow else failing
    digits = digits or failing
    places = {digit.place for digit in digits}
    spans = [span for digit in digits for span in digit.covers]
    if zone.layout.overflow and _goes_on(zone) and any(digit.name == "number" for digit in digits):
        spans.append(zone.layout.overflow)
    for start, end in spans:
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


def _out_of_place(zone: Zone, *, covered: bool) -> list[Change]:
    """Misplaced characters with the one alike that may stand there; of covered places only where asked."""
    kind, may = zone.layout, allowed(zone.layout)
    spans = [(0, 5), kind.names, kind.fields.get("nationality", (0, 0))]
    if covered:
        spans = [(0, kind.lines * kind.width)]
    places = [place for start, end in spans for place in range(start, end)]
    wrong = [place for place in places if zone.text[place] not in may[place]]
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
