"""The transfers of one currency by account, in time order, and windows over them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.movement import NOBODY_SAID, Holder, Movement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from passerelle.analysis.money.flag.place import PlaceList
    from passerelle.analysis.money.flag.rule import FlagParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the rules read, all of one currency; an account without a name is nobody's subject."""

    paid_in: Mapping[str, Sequence[Movement]]
    paid_out: Mapping[str, Sequence[Movement]]
    holders: Mapping[str, Holder]
    places: PlaceList
    asked: FlagParameters

    def holder(self, account: str) -> Holder:
        """What is known of who holds the account."""
        return self.holders.get(account, NOBODY_SAID)

    def related(self, one: str, other: str) -> bool:
        """Whether somebody named either of the two as a relative of the other."""
        return other in self.holder(one).relatives or one in self.holder(other).relatives


def books(
    movements: Iterable[Movement], holders: Mapping[str, Holder], places: PlaceList, asked: FlagParameters
) -> Iterator[Book]:
    """One book for each currency."""
    by_currency: defaultdict[str, list[Movement]] = defaultdict(list)
    for one in sorted(movements, key=lambda one: (one.time, one.row)):
        if one.source != one.target:
            by_currency[one.currency].append(one)
    for ordered in by_currency.values():
        paid_in, paid_out = defaultdict(list), defaultdict(list)
        for one in ordered:
            paid_in[one.target].append(one)
            paid_out[one.source].append(one)
        paid_in.pop("", None)
        paid_out.pop("", None)
        yield Book(paid_in=paid_in, paid_out=paid_out, holders=holders, places=places, asked=asked)


def windows(ordered: Sequence[Movement], days: int) -> Iterator[Sequence[Movement]]:
    """For each transfer, those of the days up to it."""
    low, span = 0, timedelta(days=days)
    for high, last in enumerate(ordered):
        while last.time - ordered[low].time > span:
            low += 1
        yield ordered[low : high + 1]


def widest(found: Iterable[Sequence[Movement]]) -> Sequence[Movement]:
    """The window with the most transfers, the first of equals; none where there is none."""
    return max(found, key=len, default=())


def total(movements: Iterable[Movement]) -> Decimal:
    """What they come to."""
    return sum((one.amount for one in movements), Decimal(0))
