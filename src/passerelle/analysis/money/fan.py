"""Fans: within a time, one account pays or is paid by many.

A window is a stretch of one account's transfers no longer than `within`, with
at least `least` different counterparties. Windows that share a transfer are
one fan, so a fan may last longer than one window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import compiled
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger


def fans_in(ledger: Ledger, *, least: int, within: int) -> Found:
    """Every fan of payers around one receiver."""
    return Found(*_fans(ledger.in_start, ledger.in_at, ledger.in_source, ledger.in_time, least, within))


def fans_out(ledger: Ledger, *, least: int, within: int) -> Found:
    """Every fan of receivers around one payer."""
    return Found(*_fans(ledger.out_start, ledger.out_at, ledger.out_target, ledger.out_time, least, within))


@compiled
def _fans(start: Int, at: Int, other: Int, time: Int, least: int, within: int) -> tuple[Int, Int]:
    ends = np.empty(len(at) // least + 1, np.int64)
    members = np.empty(len(at), np.int64)
    fans, size = 0, 0
    count = np.zeros(len(start) - 1, np.int64)
    for account in range(len(start) - 1):
        # The run is the stretch from..till of windows that share a transfer; till is -1 while there is none.
        if start[account + 1] - start[account] < least:
            continue
        low, distinct, run_from, run_till = start[account], 0, 0, -1
        for high in range(start[account], start[account + 1]):
            partner = other[high]
            count[partner] += 1
            distinct += count[partner] == 1
            while time[high] - time[low] > within:
                partner = other[low]
                count[partner] -= 1
                distinct -= count[partner] == 0
                low += 1
            if distinct < least:
                continue
            if run_till >= 0 and low > run_till:
                size = _copied(members, size, at, run_from, run_till)
                ends[fans] = size
                fans += 1
                run_from = low
            elif run_till < 0:
                run_from = low
            run_till = high
        if run_till >= 0:
            size = _copied(members, size, at, run_from, run_till)
            ends[fans] = size
            fans += 1
        for position in range(low, start[account + 1]):
            count[other[position]] = 0
    return ends[:fans].copy(), members[:size].copy()


@compiled
def _copied(members: Int, size: int, at: Int, low: int, high: int) -> int:
    for place in range(low, high + 1):
        members[size] = at[place]
        size += 1
    return size
