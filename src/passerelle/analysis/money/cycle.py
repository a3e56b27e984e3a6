"""Cycles: money leaves an account and comes back to it, each transfer after the one before.

Between the first transfer and the last no account comes twice and no more than
`within` passes. Every cycle is found once, at its first transfer. In dense data
their number grows without bound, so the search at one first transfer stops
after `steps` looks, and the number of searches that stopped is handed back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled, first_after
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
        ledger.source,
        ledger.target,
        ledger.time,
        (ledger.out_start, ledger.out_at, ledger.in_start, ledger.in_at),
        (within, shortest, longest, steps),
    )
    return Found(ends, members), int(stopped)


@compiled
def _cycles(
    source: Int,
    target: Int,
    time: Int,
    places: tuple[Int, Int, Int, Int],
    limits: tuple[int, int, int, int],
) -> tuple[Int, Int, int]:
    within, shortest, longest, steps = limits
    out_start, out_at, _, _ = places
    ends, members = np.empty(1024, np.int64), np.empty(8192, np.int64)
    found, size, stopped = 0, 0, 0
    path, cursor = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    for first in range(len(source)):
        home = source[first]
        last = _last_return(first, home, time[first] + within, time, places)
        if last < 0:
            continue
        path[0], depth, looks = first, 1, 0
        cursor[1] = first_after(out_at, out_start[target[first]], out_start[target[first] + 1], first)
        while depth > 0:
            # The account where the path now ends, and the next of its transfers to look at.
            account = target[path[depth - 1]]
            place = cursor[depth]
            if place == out_start[account + 1] or out_at[place] > last:
                depth -= 1
                continue
            cursor[depth] += 1
            looks += 1
            if looks > steps:
                stopped += 1
                break
            step = out_at[place]
            if target[step] == home:
                if depth + 1 >= shortest:
                    path[depth] = step
                    for one in path[: depth + 1]:
                        members = appended(members, size, one)
                        size += 1
                    ends = appended(ends, found, size)
                    found += 1
            elif depth + 1 < longest and not _visited(path, depth, target, target[step]):
                path[depth] = step
                depth += 1
                following = target[step]
                cursor[depth] = first_after(out_at, out_start[following], out_start[following + 1], step)
    return ends[:found].copy(), members[:size].copy(), stopped


@compiled
def _last_return(first: int, home: int, latest: int, time: Int, places: tuple[Int, Int, Int, Int]) -> int:
    _, _, in_start, in_at = places
    place = first_after(in_at, in_start[home], in_start[home + 1], first)
    last = -1
    while place < in_start[home + 1] and time[in_at[place]] <= latest:
        last = in_at[place]
        place += 1
    return last


@compiled
def _visited(path: Int, depth: int, target: Int, account: int) -> bool:
    for step in path[:depth]:  # noqa: SIM110 - the compiler does not know any()
        if target[step] == account:
            return True
    return False
