"""All the rules over one ledger: what fired, and what could not be applied because nobody said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.book import books
from passerelle.analysis.money.flag.cash import r3, r4, r6, r7, r8
from passerelle.analysis.money.flag.collecting import r1, r2, r5
from passerelle.analysis.money.flag.control import r11, r12, r13, r14
from passerelle.analysis.money.flag.movement import Channel, Holder, What
from passerelle.analysis.money.flag.place import PlaceList
from passerelle.analysis.money.flag.rule import Flag, FlagParameters, Rule
from passerelle.analysis.money.flag.supply import r9, r10

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from passerelle.analysis.money.flag.book import Book
    from passerelle.analysis.money.flag.movement import Leg, Movement

NO_PLACES = PlaceList()
DEFAULTS = FlagParameters()

_RULES: dict[Rule, Callable[[Book], Iterator[Flag]]] = {
    Rule.R1: r1,
    Rule.R2: r2,
    Rule.R3: r3,
    Rule.R4: r4,
    Rule.R5: r5,
    Rule.R6: r6,
    Rule.R7: r7,
    Rule.R8: r8,
    Rule.R9: r9,
    Rule.R11: r11,
    Rule.R12: r12,
    Rule.R13: r13,
    Rule.R14: r14,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The flags, rule by rule, and for each rule that was not applied what it would need."""

    flags: tuple[Flag, ...]
    not_applied: Mapping[Rule, str]


def evaluate(
    movements: Sequence[Movement],
    *,
    holders: Mapping[str, Holder] | None = None,
    places: PlaceList = NO_PLACES,
    legs: Sequence[Leg] = (),
    asked: FlagParameters = DEFAULTS,
) -> Evaluation:
    """What every rule finds; a rule without its inputs is named, so that silence is not taken for absence."""
    known = holders or {}
    absent = not_applied(movements, known, places, legs)
    found: list[Flag] = []
    for book in books(movements, known, places, asked):
        for rule, fires in _RULES.items():
            if rule not in absent:
                found.extend(fires(book))
    if Rule.R10 not in absent:
        found.extend(r10(legs, places))
    return Evaluation(flags=tuple(sorted(found, key=_order)), not_applied=absent)


def _order(one: Flag) -> tuple[int, tuple[int, ...]]:
    return list(Rule).index(one.rule), one.rows


def not_applied(
    movements: Sequence[Movement],
    holders: Mapping[str, Holder],
    places: PlaceList = NO_PLACES,
    legs: Sequence[Leg] = (),
) -> dict[Rule, str]:
    """The rules that lack their inputs, with what each needs."""
    channels = {one.channel for one in movements} - {Channel.UNKNOWN}
    paid_for = {one.what for one in movements} - {What.UNKNOWN}
    told = list(holders.values())
    listed = bool(places.places)
    given = {
        Rule.R1: (listed, "a list of embarkation places"),
        Rule.R2: (any(one.home for one in told), "where the holders live and work"),
        Rule.R3: (
            listed and bool(channels),
            "a list of embarkation places, and the channel of each transfer",
        ),
        Rule.R4: (Channel.EXCHANGE in channels, "exchanges of notes"),
        Rule.R5: (bool(channels), "the channel of each transfer"),
        Rule.R6: (any(one.profession for one in told), "the professions of holders"),
        Rule.R7: (any(one.cash_business is False for one in told), "which holders' business takes no cash"),
        Rule.R8: (What.ASSET in paid_for, "what was paid for"),
        Rule.R9: (bool(paid_for), "what was paid for"),
        Rule.R10: (bool(legs) and listed, "shipments, and a list of embarkation places"),
        Rule.R11: (bool(paid_for), "what was paid for"),
        Rule.R12: (any(one.payroll is False or one.escorted for one in told), "payroll and counter notes"),
        Rule.R13: (What.WAGES in paid_for, "which transfers are wages"),
        Rule.R14: (any(one.reached_by for one in told), "the devices of accounts"),
    }
    return {rule: needs for rule, (there, needs) in given.items() if not there}
