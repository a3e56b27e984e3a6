"""Cycles: money leaves an account and comes back to it, each transfer after the one before.

Between the first transfer and the last no account comes twice and no more than
`within` passes. Every cycle is found once, at its first transfer. In dense data
their number grows without bound, so the search at one first transfer stops
after `steps` looks, and the number of searches that stopped is handed back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger

LONGEST = 12


def cycles(
    ledger: Ledger, *, within: int, shortest: int = 3, longest: int = LONGEST, steps: int = 1_000_000
) -> tuple[Found, int]:
    """Every cycle of shortest to longest transfers, and how many searches stopped before their end."""
    ends, members, stopped = _cycles(
        (ledger.out_start, ledger.out_at, ledger.out_time, ledger.out_target, ledger.onward),
        (ledger.in_start, ledger.in_at, ledger.in_time, ledger.onward_time),
        (within, shortest, longest, steps),
    )
    return Found(ends, members), int(stopped)


@compiled
def _cycles(
    out: tuple[Int, Int, Int, Int, Int],
    into: tuple[Int, Int, Int, Int],
    limits: tuple[int, int, int, int],
) -> tuple[Int, Int, int]:
    out_start, out_at, out_time, _, _ = out
    in_start, in_at, in_time, onward_time = into
    within, _, longest, _ = limits
    ends, members = np.empty(1024, np.int64), np.empty(8192, np.int64)
    found, size, stopped = 0, 0, 0
    path, cursor = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    for home in range(len(out_start) - 1):
        till = in_start[home]
        for place in range(out_start[home], out_start[home + 1]):
            if onward_time[place] > out_time[place] + within:
                continue
            first = out_at[place]
            while till < in_start[home + 1] and in_time[till] <= out_time[place] + within:
                till += 1
            # The last transfer back home within the time; without a later one there is nothing to seek.
            if till == in_start[home] or in_at[till - 1] < first:
                continue
            path[0] = place
            ends, members, found, size, early = _sought(
                in_at[till - 1], home, path, cursor, out, limits, (ends, members, found, size)
            )
            stopped += early
    return ends[:found].copy(), members[:size].copy(), stopped


@compiled
def _sought(
    last: int,
    home: int,
    path: Int,
    cursor: Int,
    out: tuple[Int, Int, Int, Int, Int],
    limits: tuple[int, int, int, int],
    written: tuple[Int, Int, int, int],
) -> tuple[Int, Int, int, int, int]:
    out_start, out_at, _, out_target, onward = out
    _, shortest, longest, steps = limits
    ends, members, found, size = written
    depth, looks = 1, 0
    cursor[1] = onward[path[0]]
    while depth > 0:
        # The account where the path now ends, and the next of its transfers to look at.
        account, place = out_target[path[depth - 1]], cursor[depth]
        if place == out_start[account + 1] or out_at[place] > last:
            depth -= 1
            continue
        cursor[depth] += 1
        looks += 1
        if looks > steps:
            return ends, members, found, size, 1
        reached = out_target[place]
        if reached == home:
            if depth + 1 >= shortest:
                path[depth] = place
                for one in path[: depth + 1]:
                    members = appended(members, size, out_at[one])
                    size += 1
                ends = appended(ends, found, size)
                found += 1
        elif depth + 1 < longest and not _visited(path, depth, out_target, reached):
            path[depth] = place
            depth += 1
            cursor[depth] = onward[place]
    return ends, members, found, size, 0


@compiled
def _visited(path: Int, depth: int, out_target: Int, account: int) -> bool:
    for step in path[:depth]:  # noqa: SIM110 - the compiler does not know any()
        if out_target[step] == account:
            return True
    return False
