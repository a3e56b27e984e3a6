"""Structuring: one account pays, or is paid, amounts just below a threshold again and again.

An amount is just below when it is less than `threshold` and at least
`threshold - band`. A window is a stretch of such transfers of one account, on
one side and in one currency, no longer than `within`, and it counts with at
least `least` of them. Windows that share a transfer are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import compiled
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger


def structurings(ledger: Ledger, *, threshold: int, band: int, least: int, within: int) -> Found:
    """Every run around a payer, then every run around one who is paid; a run that is both comes once."""
    near = np.flatnonzero((ledger.amount < threshold) & (ledger.amount >= threshold - band))
    found: dict[tuple[int, ...], Int] = {}
    for side in (ledger.source, ledger.target):
        order = near[np.lexsort((near, ledger.currency[near], side[near]))]
        ends, members = _runs(side, ledger.currency, ledger.time, order, least, within)
        found |= {tuple(group.tolist()): group for group in Found(ends, members)}
    groups = list(found.values())
    members = np.concatenate([np.empty(0, np.int64), *groups])
    return Found(np.cumsum([len(group) for group in groups], dtype=np.int64), members)


@compiled
def _runs(account: Int, currency: Int, time: Int, order: Int, least: int, within: int) -> tuple[Int, Int]:
    ends, members = np.empty(len(order) // least + 1, np.int64), np.empty(len(order), np.int64)
    found, size, low, run_from, run_till = 0, 0, 0, 0, -1
    for high in range(len(order)):
        one, opening = order[high], order[low]
        if account[one] != account[opening] or currency[one] != currency[opening]:
            low = high
        while time[one] - time[order[low]] > within:
            low += 1
        if high - low + 1 < least:
            continue
        if low > run_till:
            if run_till >= 0:
                size = _copied(members, size, order, run_from, run_till)
                ends[found] = size
                found += 1
            run_from = low
        run_till = high
    if run_till >= 0:
        size = _copied(members, size, order, run_from, run_till)
        ends[found] = size
        found += 1
    return ends[:found].copy(), members[:size].copy()


@compiled
def _copied(members: Int, size: int, order: Int, low: int, high: int) -> int:
    for place in range(low, high + 1):
        members[size] = order[place]
        size += 1
    return size
