"""Invented attempts inside an invented background: a set of its own seed, on which nothing was chosen.

The attempts have the form of the kinds in time order: a fan or a cycle of at most
four days; a gathering and then a scattering, four days each; chains and single
transfers side by side between accounts that have nothing else in common. The
background is chance: some accounts are much busier than others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.ledger import DAY, Ledger, ledger

if TYPE_CHECKING:
    from collections.abc import Callable

ACCOUNTS, DAYS, OF_EACH_KIND = 20_000, 150, 15
Move = tuple[int, int, float]
Attempts = dict[tuple[str, str], set[int]]


class Inventing:
    """Accounts and times by chance; every time is in days after the first transfer of the attempt."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)

    def accounts(self, number: int) -> list[int]:
        """So many different ones."""
        return [int(one) for one in self.chance.choice(ACCOUNTS, number, replace=False)]

    def times(self, number: int, since: float, until: float) -> list[float]:
        """So many between the two, in order."""
        return sorted(self.chance.uniform(since, until, number).tolist())

    def between(self, least: int, most: int) -> int:
        """One of the numbers."""
        return int(self.chance.integers(least, most + 1))

    def fan_in(self) -> list[Move]:
        hub, *others = self.accounts(self.between(4, 17))
        return [(one, hub, at) for one, at in zip(others, self.times(len(others), 0, 4), strict=True)]

    def fan_out(self) -> list[Move]:
        return [(hub, one, at) for one, hub, at in self.fan_in()]

    def cycle(self) -> list[Move]:
        way = self.accounts(self.between(3, 12))
        return list(zip(way, [*way[1:], way[0]], self.times(len(way), 0, 4), strict=True))

    def scatter_gather(self) -> list[Move]:
        first, last, *middle = self.accounts(self.between(4, 16))
        out, back = self.times(len(middle), 0, 2), self.times(len(middle), 2, 4)
        scattered = [(first, one, at) for one, at in zip(middle, out, strict=True)]
        return scattered + [(one, last, at) for one, at in zip(middle, back, strict=True)]

    def gather_scatter(self) -> list[Move]:
        hub, *others = self.accounts(self.between(7, 21))
        half = len(others) // 2
        came, left = self.times(half, 0, 4), self.times(len(others) - half, 4, 8)
        gathered = [(one, hub, at) for one, at in zip(others[:half], came, strict=True)]
        return gathered + [(hub, one, at) for one, at in zip(others[half:], left, strict=True)]

    def stack(self) -> list[Move]:
        chains = self.between(3, 15)
        way, moves = self.accounts(3 * chains), list[Move]()
        for chain in range(chains):
            first = float(self.chance.uniform(0, 2))
            then = first + float(self.chance.uniform(0.01, 3))
            one, two, three = way[3 * chain : 3 * chain + 3]
            moves += [(one, two, first), (two, three, then)]
        return moves

    def bipartite(self) -> list[Move]:
        number = self.between(5, 15)
        ends = self.accounts(2 * number)
        return list(zip(ends[:number], ends[number:], self.times(number, 0, 2), strict=True))


MAKERS: dict[Kind, Callable[[Inventing], list[Move]]] = {
    Kind.FAN_IN: Inventing.fan_in,
    Kind.FAN_OUT: Inventing.fan_out,
    Kind.CYCLE: Inventing.cycle,
    Kind.SCATTER_GATHER: Inventing.scatter_gather,
    Kind.GATHER_SCATTER: Inventing.gather_scatter,
    Kind.STACK: Inventing.stack,
    Kind.BIPARTITE: Inventing.bipartite,
}


def invented(seed: int, background: int) -> tuple[Ledger, Attempts, set[int]]:
    """The ledger, the rows of every attempt, and of all of them; the first row is 1."""
    by_chance = Inventing(seed)
    chance = by_chance.chance
    weight = chance.lognormal(0, 0.7, ACCOUNTS)
    source, target = chance.choice(ACCOUNTS, (2, background), p=weight / weight.sum())
    moves = [
        *zip(source.tolist(), target.tolist(), chance.uniform(0, DAYS, background).tolist(), strict=True)
    ]
    owner: list[tuple[str, str] | None] = [None] * background
    for kind, made in MAKERS.items():
        for number in range(OF_EACH_KIND):
            begins = float(chance.uniform(0, DAYS - 9))
            attempt = [(one, two, at + begins) for one, two, at in made(by_chance)]
            moves += attempt
            owner += [(str(kind), str(number))] * len(attempt)
    order = sorted(range(len(moves)), key=lambda place: moves[place][2])
    attempts: Attempts = {}
    for row, place in enumerate(order, 1):
        if (of := owner[place]) is not None:
            attempts.setdefault(of, set()).add(row)
    columns = ledger(
        source=[moves[place][0] for place in order],
        target=[moves[place][1] for place in order],
        time=[int(moves[place][2] * DAY) for place in order],
        amount=chance.lognormal(14, 1.5, len(moves)).astype(np.int64),
    )
    return columns, attempts, set().union(*attempts.values())
