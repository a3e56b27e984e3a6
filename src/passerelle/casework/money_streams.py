"""Who paid whom how much, of the columns of a case: every stream summed, the largest put in an order.

The order is sought among the groups that most money goes through, as
`analysis.money.flow` does it. Where there are more of them, one that pays more
than it gets stands before those, and one that gets more after them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.exact_sum import amounts_of, at_least, roughly, summed
from passerelle.analysis.money.flow import Flow, Stream, ordered
from passerelle.casework.money_selection import Grouping, groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from passerelle.analysis.money.exact_sum import Bool, Int, Pieces
    from passerelle.casework.money_columns import MoneyColumns

    Float = NDArray[np.float64]

NOTHING = Decimal(0)
MOST_ORDERED = 100
MOST_DRAWN = 40
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Stations:
    """The groups that each line leads through, from who pays to who is paid, as numbers of the names."""

    names: tuple[str, ...]
    steps: tuple[Int, ...]

    def only(self, chosen: Bool) -> Stations:
        """Those of these lines."""
        return Stations(self.names, tuple(step[chosen] for step in self.steps))

    def through(self, name: str) -> Bool:
        """Which lines lead through the group."""
        number = self.names.index(name)
        return _any([step == number for step in self.steps])

    def between(self, source: str, target: str) -> Bool:
        """Which lines are of the stream from one to the other."""
        one, two = self.names.index(source), self.names.index(target)
        return _any([(a == one) & (b == two) for a, b in pairwise(self.steps)])


def stations(columns: MoneyColumns, grouping: Grouping, persons: Mapping[str, str]) -> Stations:
    """The groups of these lines."""
    known: dict[str, int] = {}
    ends = [groups((*one, *one, ""), grouping, persons) for one in columns.accounts]
    pays = _numbered(known, [each[0] for each in ends])[columns.source]
    paid = _numbered(known, [each[-1] for each in ends])[columns.target]
    if grouping is not Grouping.CHANNEL:
        return Stations(tuple(known), (pays, paid))
    ways = [groups(("", "", "", "", one), grouping, persons)[1] for one in columns.channels]
    between = _numbered(known, ways)[columns.channel]
    return Stations(tuple(known), (pays, between, paid))


def _any(masks: list[Bool]) -> Bool:
    found = masks[0]
    for one in masks[1:]:
        found = found | one
    return found


def _numbered(known: dict[str, int], names: list[str]) -> Int:
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """What each group paid each other, every one: along the order or back, shown or too small."""

    names: tuple[str, ...]
    source: Int
    target: Int
    amount: Pieces
    transfers: Int
    decimals: int
    place: Int  # of each group in the order
    forward: Bool
    shown: Bool

    def largest_flow(self, picked: str) -> Flow:
        """The streams between the groups that most goes through, or that one that is picked deals with."""
        along = self.shown & self.forward
        rough = roughly(self.amount)
        if picked:
            number = self.names.index(picked)
            along &= (self.source == number) | (self.target == number)
        through = _through(self.source[along], self.target[along], rough[along], len(self.names))
        kept = _largest(through, MOST_DRAWN)
        inside = self.shown & kept[self.source] & kept[self.target]
        drawn = np.flatnonzero(kept)
        below, below_amount = self.total(~self.shown)
        return Flow(
            order=tuple(self.names[one] for one in drawn[np.argsort(self.place[drawn])].tolist()),
            forward=self.listed(inside & self.forward),
            returns=self.listed(inside & ~self.forward),
            below=below,
            below_amount=below_amount,
        )

    def listed(self, chosen: Bool, most: int = 0) -> tuple[Stream, ...]:
        """These streams, the largest first."""
        found = np.flatnonzero(chosen)
        if most and len(found) > most:
            found = found[np.argsort(-roughly(self.amount[:, found]), kind="stable")[:most]]
        amounts = amounts_of(self.amount[:, found], self.decimals)
        ends = zip(self.source[found].tolist(), self.target[found].tolist(), strict=True)
        made = [
            (
                -amount,
                *self.place[[one, two]].tolist(),
                Stream(self.names[one], self.names[two], amount, number),
            )
            for (one, two), amount, number in zip(ends, amounts, self.transfers[found].tolist(), strict=True)
        ]
        return tuple(stream for *_, stream in sorted(made, key=lambda each: each[:3]))

    def total(self, chosen: Bool) -> tuple[int, Decimal]:
        """How many transfers these streams are, and what they come to."""
        sums = summed(self.amount[:, chosen], np.zeros(int(chosen.sum()), np.int64), 1)
        return int(self.transfers[chosen].sum()), amounts_of(sums, self.decimals)[0]


def streams_of(through: Stations, amount: Pieces, decimals: int, threshold: Decimal) -> Streams:
    """Every stream between two different groups."""
    size = len(through.names)
    ends = [one * size + two for one, two in pairwise(through.steps)]
    key = np.concatenate(ends)
    pieces = np.concatenate([amount] * len(ends), axis=1)
    apart = key // max(size, 1) != key % max(size, 1)
    pairs, group = np.unique(key[apart], return_inverse=True)
    sums = summed(pieces[:, apart], group, len(pairs))
    source, target = pairs // max(size, 1), pairs % max(size, 1)
    least = max(threshold, NOTHING).scaleb(decimals).to_integral_value(rounding=ROUND_CEILING)
    shown = at_least(sums, int(least))
    place = _places(through.names, (source[shown], target[shown]), sums[:, shown], decimals)
    return Streams(
        names=through.names,
        source=source,
        target=target,
        amount=sums,
        transfers=np.bincount(group, minlength=len(pairs)),
        decimals=decimals,
        place=place,
        forward=place[source] < place[target],
        shown=shown,
    )


def _places(names: tuple[str, ...], ends: tuple[Int, Int], amount: Pieces, decimals: int) -> Int:
    source, target = ends
    rough, size = roughly(amount), len(names)
    paid = np.bincount(source, rough, minlength=size)
    surplus = paid - np.bincount(target, rough, minlength=size)
    kept = _largest(_through(source, target, rough, size), MOST_ORDERED)
    inside = np.flatnonzero(kept[source] & kept[target])
    every = [
        Stream(names[one], names[two], sum_, 1)
        for one, two, sum_ in zip(
            source[inside].tolist(),
            target[inside].tolist(),
            amounts_of(amount[:, inside], decimals),
            strict=True,
        )
    ]
    number = {names[one]: one for one in np.flatnonzero(kept).tolist()}
    middle = [number[name] for name in ordered(every)]
    alone = np.setdiff1d(np.arange(size), middle)
    rest = alone[np.argsort(-surplus[alone], kind="stable")]
    order = np.concatenate(
        [rest[surplus[rest] > 0], np.array(middle, dtype=np.int64), rest[surplus[rest] <= 0]]
    )
    place = np.empty(size, np.int64)
    place[order] = np.arange(size)
    return place


def _through(source: Int, target: Int, rough: Float, size: int) -> Float:
    """What goes through each group; below zero where it has no stream."""
    both = np.bincount(source, rough, minlength=size) + np.bincount(target, rough, minlength=size)
    touched = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    return np.where(touched > 0, both.astype(np.float64), -1.0)


def _largest(through: Float, most: int) -> Bool:
    kept = np.zeros(len(through), np.bool_)
    kept[np.argsort(-through, kind="stable")[:most]] = True
    return kept & (through >= 0)
