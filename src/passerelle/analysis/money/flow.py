"""Who paid whom how much in a period: sums of transfers between groups, and those that go back.

A picture of flows has no cycles. The groups are put in an order in which as
little money as possible goes backwards (Eades, Lin and Smyth, 1993), and what
still does is a return, which is shown apart and never left out. Sums are of
one currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NOTHING = Decimal(0)


class Move(NamedTuple):
    """One transfer between two groups."""

    source: str
    target: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Stream:
    """What one group paid another in all, in how many transfers."""

    source: str
    target: str
    amount: Decimal
    transfers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The order of the groups, what flows along it and back, and what stayed below the threshold."""

    order: tuple[str, ...]
    forward: tuple[Stream, ...]
    returns: tuple[Stream, ...]
    below: int
    below_amount: Decimal

    @property
    def layers(self) -> Mapping[str, int]:
        """For each group the longest way of streams that leads to it."""
        depth = dict.fromkeys(self.order, 0)
        into: dict[str, list[str]] = {}
        for stream in self.forward:
            into.setdefault(stream.target, []).append(stream.source)
        for name in self.order:
            depth[name] = max((depth[source] + 1 for source in into.get(name, ())), default=0)
        return depth


def flow(moves: Iterable[Move], *, threshold: Decimal = Decimal(0)) -> Flow:
    """The flow of these transfers; between a group and itself nothing flows."""
    return flow_of(streams(moves), threshold=threshold)


def streams(moves: Iterable[Move]) -> list[Stream]:
    """What each group paid each other in all, in the order in which they first did."""
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for source, target, amount in moves:
        if source != target:
            sums.setdefault((source, target), []).append(amount)
    return [
        Stream(source, target, sum(amounts, NOTHING), len(amounts))
        for (source, target), amounts in sums.items()
    ]


def flow_of(every: Sequence[Stream], *, threshold: Decimal = Decimal(0)) -> Flow:
    """The flow of these streams, each between two different groups and none twice."""
    shown = [stream for stream in every if stream.amount >= threshold]
    left = [stream for stream in every if stream.amount < threshold]
    order = ordered(shown)
    place = {name: number for number, name in enumerate(order)}
    shown.sort(key=lambda one: (-one.amount, place[one.source], place[one.target]))
    return Flow(
        order=order,
        forward=tuple(one for one in shown if place[one.source] < place[one.target]),
        returns=tuple(one for one in shown if place[one.source] > place[one.target]),
        below=sum(one.transfers for one in left),
        below_amount=sum((one.amount for one in left), NOTHING),
    )


def ordered(every: Sequence[Stream]) -> tuple[str, ...]:
    """The groups, payers first, so that little money goes backwards; ends first, then the largest surplus."""
    free = _Free(every)
    head: list[str] = []
    tail: list[str] = []
    while (chosen := free.end() or free.begin() or free.richest()) is not None:
        (tail if chosen.is_end else head).append(chosen.name)
        free.take(chosen.name)
    return (*head, *reversed(tail))


Sums = dict[str, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class _Next:
    """The group that is given a place, and whether from the end."""

    name: str
    is_end: bool = False


class _Free:
    """The groups that have no place yet, with the next of each sort at hand."""

    def __init__(self, every: Sequence[Stream]) -> None:
        self._paid: Sums = {}
        self._got: Sums = {}
        self._surplus: dict[str, Decimal] = {}
        for one in every:
            for name, change in ((one.source, one.amount), (one.target, -one.amount)):
                self._paid.setdefault(name, {})
                self._got.setdefault(name, {})
                self._surplus[name] = self._surplus.get(name, NOTHING) + change
            self._paid[one.source][one.target] = self._got[one.target][one.source] = one.amount
        self._number = {name: number for number, name in enumerate(self._paid)}
        # Heaps of what is or was true; what is no longer so is passed over when it comes up.
        self._ends = [(number, name) for name, number in self._number.items() if not self._paid[name]]
        self._begins = [(number, name) for name, number in self._number.items() if not self._got[name]]
        self._rich = [(-self._surplus[name], number, name) for name, number in self._number.items()]
        heapify(self._rich)

    def end(self) -> _Next | None:
        """The first that pays nobody any more."""
        name = _first(self._ends, self._paid)
        return None if name is None else _Next(name, is_end=True)

    def begin(self) -> _Next | None:
        """The first whom nobody pays any more."""
        name = _first(self._begins, self._got)
        return None if name is None else _Next(name)

    def richest(self) -> _Next | None:
        """The one with the largest surplus, the first of equals."""
        while self._rich:
            surplus, _, name = self._rich[0]
            if name in self._paid and -surplus == self._surplus[name]:
                return _Next(name)
            heappop(self._rich)
        return None

    def take(self, chosen: str) -> None:
        """It is free no longer, and nor are the streams that touch it."""
        for other, amount in self._paid.pop(chosen).items():
            del self._got[other][chosen]
            self._changed(other, amount)
        for other, amount in self._got.pop(chosen).items():
            del self._paid[other][chosen]
            self._changed(other, -amount)

    def _changed(self, name: str, change: Decimal) -> None:
        self._surplus[name] += change
        number = self._number[name]
        heappush(self._rich, (-self._surplus[name], number, name))
        if not self._paid[name]:
            heappush(self._ends, (number, name))
        if not self._got[name]:
            heappush(self._begins, (number, name))


def _first(heap: list[tuple[int, str]], left: Sums) -> str | None:
    while heap:
        name = heap[0][1]
        if name in left and not left[name]:
            return name
        heappop(heap)
    return None
