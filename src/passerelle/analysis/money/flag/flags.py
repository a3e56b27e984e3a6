"""All the rules over one ledger: what fired, and what could not be applied because nobody said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

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


class Input(StrEnum):
    """What a rule needs beside transfers."""

    PLACES = "a list of embarkation places"
    CHANNELS = "the channel of each transfer"
    EXCHANGES = "exchanges of notes"
    OBJECTS = "what was paid for"
    ASSETS = "which transfers paid for things of value"
    WAGES = "which transfers are wages"
    HOMES = "where the holders live and work"
    PROFESSIONS = "the professions of holders"
    CASH_BUSINESS = "which holders' business takes no cash"
    COUNTER_NOTES = "payroll and counter notes"
    DEVICES = "the devices of accounts"
    SHIPMENTS = "shipments"


NEEDS: Mapping[Rule, tuple[Input, ...]] = {
    Rule.R1: (Input.PLACES,),
    Rule.R2: (Input.HOMES,),
    Rule.R3: (Input.PLACES, Input.CHANNELS),
    Rule.R4: (Input.EXCHANGES, Input.CASH_BUSINESS),
    Rule.R5: (Input.CHANNELS,),
    Rule.R6: (Input.PROFESSIONS,),
    Rule.R7: (Input.CASH_BUSINESS, Input.CHANNELS),
    Rule.R8: (Input.ASSETS, Input.CHANNELS),
    Rule.R9: (Input.OBJECTS,),
    Rule.R10: (Input.SHIPMENTS, Input.PLACES),
    Rule.R11: (Input.OBJECTS,),
    Rule.R12: (Input.COUNTER_NOTES,),
    Rule.R13: (Input.WAGES,),
    Rule.R14: (Input.DEVICES,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The flags, rule by rule, and for each rule that was not applied what it would need."""

    flags: tuple[Flag, ...]
    not_applied: Mapping[Rule, tuple[Input, ...]]


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
) -> dict[Rule, tuple[Input, ...]]:
    """The rules that lack their inputs, with what each needs."""
    return lacking(
        channels={one.channel for one in movements},
        paid_for={one.what for one in movements},
        holders=list(holders.values()),
        places=places,
        legs=legs,
    )


def lacking(
    *,
    channels: Collection[str],
    paid_for: Collection[str],
    holders: Sequence[Holder],
    places: PlaceList,
    legs: Sequence[Leg],
) -> dict[Rule, tuple[Input, ...]]:
    """The rules that lack their inputs, with what each needs; words that no rule knows count as none."""
    ways = set(channels) & set(Channel) - {Channel.UNKNOWN}
    things = set(paid_for) & set(What) - {What.UNKNOWN}
    there = {
        Input.PLACES: bool(places.places),
        Input.CHANNELS: bool(ways),
        Input.EXCHANGES: Channel.EXCHANGE in ways,
        Input.OBJECTS: bool(things),
        Input.ASSETS: What.ASSET in things,
        Input.WAGES: What.WAGES in things,
        Input.HOMES: any(one.home for one in holders),
        Input.PROFESSIONS: any(one.profession for one in holders),
        Input.CASH_BUSINESS: any(one.cash_business is False for one in holders),
        Input.COUNTER_NOTES: any(one.payroll is False or one.escorted for one in holders),
        Input.DEVICES: any(one.reached_by for one in holders),
        Input.SHIPMENTS: bool(legs),
    }
    needs = {rule: tuple(one for one in asked if not there[one]) for rule, asked in NEEDS.items()}
    return {rule: absent for rule, absent in needs.items() if absent}
