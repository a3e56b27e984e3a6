"""Layers: what moves side by side within a time, on through a second account or not.

Two transfers are a chain when the second leaves the account that the first
reached, later and within `hop`, and not back to where the first came from. In a
window of `within`, opened every `step`, that holds a later transfer than the
window before, a transfer is chained when it is part of
a chain inside the window, and single otherwise. Chained transfers make stacks,
single ones bipartite graphs:

- linked: transfers that hang together by their accounts;
- parallel: everything of the window, where at least `least` groups that do not
  hang together run side by side. Nothing but the time ties a parallel group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import compiled, first_after
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger

NEVER = 1 << 60
LEAST_TRANSFERS = 4


def layers(
    ledger: Ledger, *, chained: bool, within: int, step: int, hop: int, least: int
) -> tuple[Found, Found]:
    """The linked and the parallel groups, of chained transfers (stacks) or single ones (bipartite)."""
    following, earlier = neighbours(ledger, hop)
    linked, parallel = [], []
    for low, high in _windows(ledger.time, within, step):
        inside = (following[low:high] < high) | (earlier[low:high] >= low)
        chosen = low + np.flatnonzero(inside if chained else ~inside)
        if len(chosen) < LEAST_TRANSFERS:
            continue
        # In a bipartite graph an account that pays and the same account as it is paid are two.
        apart = 0 if chained else ledger.accounts
        part = _parts(ledger.source[chosen], ledger.target[chosen] + apart, ledger.accounts + apart)
        linked += _linked(chosen, part, ledger, chained=chained)
        if part.max() + 1 >= least:
            parallel.append(chosen)
    return _found(_largest(linked)), _found(parallel)


def neighbours(ledger: Ledger, hop: int) -> tuple[Int, Int]:
    """For every transfer the next one of a chain, or NEVER, and the one before, or -1."""
    following, earlier = _neighbours(
        ledger.source, ledger.target, ledger.time, ledger.out_start, ledger.out_at, hop
    )
    return following, earlier


def _windows(time: Int, within: int, step: int) -> list[tuple[int, int]]:
    if not len(time):
        return []
    opening = np.arange(int(time[0]), int(time[-1]) + 1, step)
    low = np.searchsorted(time, opening, "left").tolist()
    high = np.searchsorted(time, opening + within, "right").tolist()
    # A window that ends where the one before it ended holds nothing new.
    return [
        (begin, end)
        for begin, end, before in zip(low, high, [-1, *high[:-1]], strict=True)
        if end > max(before, begin)
    ]


@compiled
def _neighbours(
    source: Int, target: Int, time: Int, out_start: Int, out_at: Int, hop: int
) -> tuple[Int, Int]:
    following = np.full(len(source), NEVER, np.int64)
    earlier = np.full(len(source), -1, np.int64)
    for first in range(len(source)):
        middle = target[first]
        place = first_after(out_at, out_start[middle], out_start[middle + 1], first)
        while place < out_start[middle + 1] and time[out_at[place]] - time[first] <= hop:
            second = out_at[place]
            place += 1
            if target[second] == source[first]:
                continue
            if following[first] == NEVER:
                following[first] = second
            earlier[second] = first
    return following, earlier


@compiled
def _parts(source: Int, target: Int, accounts: int) -> Int:
    # Which part of the window each transfer hangs together with, numbered in time order.
    parent = np.full(accounts, -1, np.int64)
    for one in range(len(source)):
        for account in (source[one], target[one]):
            if parent[account] < 0:
                parent[account] = account
        left, right = _root(parent, source[one]), _root(parent, target[one])
        parent[max(left, right)] = min(left, right)
    number, parts = np.full(accounts, -1, np.int64), 0
    part = np.empty(len(source), np.int64)
    for one in range(len(source)):
        root = _root(parent, source[one])
        if number[root] < 0:
            number[root] = parts
            parts += 1
        part[one] = number[root]
    return part


@compiled
def _root(parent: Int, account: int) -> int:
    while parent[account] != account:
        parent[account] = parent[parent[account]]
        account = parent[account]
    return account


def _linked(chosen: Int, part: Int, ledger: Ledger, *, chained: bool) -> list[Int]:
    order = np.argsort(part, kind="stable")
    groups = np.split(chosen[order], np.flatnonzero(np.diff(part[order])) + 1)
    return [
        group
        for group in groups
        if len(group) >= LEAST_TRANSFERS
        and _wide(ledger.source[group], ledger.target[group], chained=chained)
    ]


def _wide(source: Int, target: Int, *, chained: bool) -> bool:
    payers, paid = np.unique(source), np.unique(target)
    between = np.intersect1d(payers, paid, assume_unique=True)
    if not chained:
        return min(len(payers), len(paid)) > 1
    first, last = len(payers) - len(between), len(paid) - len(between)
    return min(len(between), first, last) > 1


def _largest(groups: list[Int]) -> list[Int]:
    """The groups without those that a neighbour in the list of windows contains."""
    kept: list[Int] = []
    held: dict[int, list[set[int]]] = {}
    for group in sorted(groups, key=len, reverse=True):
        members = set(group.tolist())
        first = int(group[0])
        if any(members <= larger for larger in held.get(first, [])):
            continue
        kept.append(group)
        for one in members:
            held.setdefault(one, []).append(members)
    return sorted(kept, key=lambda group: (int(group[0]), len(group)))


def _found(groups: list[Int]) -> Found:
    if not groups:
        return Found(np.empty(0, np.int64), np.empty(0, np.int64))
    return Found(np.cumsum([len(group) for group in groups]), np.concatenate(groups))
