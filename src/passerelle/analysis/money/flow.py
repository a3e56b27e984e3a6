"""Who paid whom how much in a period: sums of transfers between groups, and those that go back.

A picture of flows has no cycles. The groups are put in an order in which as
little money as possible goes backwards (Eades, Lin and Smyth, 1993), and what
still does is a return, which is shown apart and never left out. Sums are of
one currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


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
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for move in moves:
        if move.source != move.target:
            sums.setdefault((move.source, move.target), []).append(move.amount)
    streams = [
        Stream(source, target, sum(amounts, Decimal(0)), len(amounts))
        for (source, target), amounts in sums.items()
    ]
    shown = [stream for stream in streams if stream.amount >= threshold]
    left = [stream for stream in streams if stream.amount < threshold]
    order = ordered(shown)
    place = {name: number for number, name in enumerate(order)}
    shown.sort(key=lambda one: (-one.amount, place[one.source], place[one.target]))
    return Flow(
        order=order,
        forward=tuple(one for one in shown if place[one.source] < place[one.target]),
        returns=tuple(one for one in shown if place[one.source] > place[one.target]),
        below=sum(one.transfers for one in left),
        below_amount=sum((one.amount for one in left), Decimal(0)),
    )


def ordered(streams: Sequence[Stream]) -> tuple[str, ...]:
    """The groups, payers first, so that little money goes backwards; ends first, then the largest surplus."""
    paid, got = _sums(streams)
    names = list(dict.fromkeys(name for one in streams for name in (one.source, one.target)))
    head: list[str] = []
    tail: list[str] = []
    while names:
        ends = [name for name in names if not paid[name]]
        begins = [name for name in names if not got[name] and paid[name]]
        if ends:
            chosen, side = ends[0], tail
        elif begins:
            chosen, side = begins[0], head
        else:
            chosen, side = (
                max(names, key=lambda name: sum(paid[name].values()) - sum(got[name].values())),
                head,
            )
        side.append(chosen)
        names.remove(chosen)
        for other in paid.pop(chosen):
            got[other].pop(chosen)
        for other in got.pop(chosen):
            paid[other].pop(chosen)
    return (*head, *reversed(tail))


Sums = dict[str, dict[str, Decimal]]


def _sums(streams: Sequence[Stream]) -> tuple[Sums, Sums]:
    paid: Sums = {}
    got: Sums = {}
    for one in streams:
        for name in (one.source, one.target):
            paid.setdefault(name, {})
            got.setdefault(name, {})
        paid[one.source][one.target] = got[one.target][one.source] = one.amount
    return paid, got
