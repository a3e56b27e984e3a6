"""Scatter and gather: one account reaches another through several accounts in between.

A path is a transfer to an account in between and a later one on from there to
the end. A window opens at the first transfer of a path and holds the paths of
the same two ends that begin and end within `within` of it; it counts with at
least `least` different accounts in between. Windows that share a path are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled, distinct
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Bool, Int
    from passerelle.analysis.money.ledger import Ledger


def scatter_gathers(ledger: Ledger, *, least: int, within: int) -> Found:
    """Every scatter-gather between two different accounts."""
    return Found(
        *_scatter_gathers(
            ledger.target,
            ledger.time,
            (ledger.out_start, ledger.out_at, ledger.out_time, ledger.out_target),
            (ledger.onward, ledger.onward_time),
            least,
            within,
        )
    )


@compiled
def _scatter_gathers(
    target: Int, time: Int, out: tuple[Int, Int, Int, Int], then: tuple[Int, Int], least: int, within: int
) -> tuple[Int, Int]:
    out_start = out[0]
    ends, members = np.empty(1024, np.int64), np.empty(8192, np.int64)
    found, size = 0, 0
    accounts = len(out_start) - 1
    between, several = np.full(accounts, -1, np.int64), np.zeros(accounts, np.int64)
    for home in range(accounts):
        if out_start[home + 1] - out_start[home] < least:
            continue
        touched, crossed = _marked(home, out, then, within, between, several)
        if crossed:
            paths = _paths(home, target, out, then, within, several)
            ends, members, found, size = _grouped(
                paths, target, time, least, within, ends, members, found, size
            )
        for end in touched:
            between[end] = -1
            several[end] = 0
    return ends[:found].copy(), members[:size].copy()


@compiled
def _marked(
    home: int, out: tuple[Int, Int, Int, Int], then: tuple[Int, Int], within: int, between: Int, several: Int
) -> tuple[Int, bool]:
    # An end reached through one account only needs no closer look.
    out_start, _, out_time, out_target = out
    onward, onward_time = then
    touched, count, crossed = np.empty(0, np.int64), 0, False
    for place in range(out_start[home], out_start[home + 1]):
        middle, latest = out_target[place], out_time[place] + within
        if onward_time[place] > latest:
            continue
        for step in range(onward[place], out_start[middle + 1]):
            if out_time[step] > latest:
                break
            end = out_target[step]
            if end == home:
                continue
            if between[end] < 0:
                between[end] = middle
                touched = appended(touched, count, end)
                count += 1
            elif between[end] != middle:
                several[end] = 1
                crossed = True
    return touched[:count], crossed


@compiled
def _paths(
    home: int, target: Int, out: tuple[Int, Int, Int, Int], then: tuple[Int, Int], within: int, several: Int
) -> tuple[Int, Int]:
    out_start, out_at, out_time, out_target = out
    onward, onward_time = then
    firsts, seconds, count = np.empty(16, np.int64), np.empty(16, np.int64), 0
    for place in range(out_start[home], out_start[home + 1]):
        middle, latest = out_target[place], out_time[place] + within
        if onward_time[place] > latest:
            continue
        for step in range(onward[place], out_start[middle + 1]):
            if out_time[step] > latest:
                break
            if out_target[step] != home and several[out_target[step]]:
                firsts = appended(firsts, count, out_at[place])
                seconds = appended(seconds, count, out_at[step])
                count += 1
    order = np.argsort(target[seconds[:count]], kind="mergesort")
    return firsts[:count][order], seconds[:count][order]


@compiled
def _grouped(
    paths: tuple[Int, Int],
    target: Int,
    time: Int,
    least: int,
    within: int,
    ends: Int,
    members: Int,
    found: int,
    size: int,
) -> tuple[Int, Int, int, int]:
    firsts, seconds = paths
    low = 0
    while low < len(firsts):
        high = low
        while high < len(firsts) and target[seconds[high]] == target[seconds[low]]:
            high += 1
        run = np.zeros(high - low, np.bool_)
        for opening in range(low, high):
            if opening > low and firsts[opening] == firsts[opening - 1]:
                continue
            window = _window(opening, high, firsts, seconds, time, within)
            if distinct(target[firsts[opening:high][window]]) < least:
                continue
            if run.any() and not (run[opening - low :] & window).any():
                ends, members, found, size = _written(
                    run, firsts[low:high], seconds[low:high], ends, members, found, size
                )
                run[:] = False
            run[opening - low :] |= window
        if run.any():
            ends, members, found, size = _written(
                run, firsts[low:high], seconds[low:high], ends, members, found, size
            )
        low = high
    return ends, members, found, size


@compiled
def _window(opening: int, high: int, firsts: Int, seconds: Int, time: Int, within: int) -> Bool:
    window = np.zeros(high - opening, np.bool_)
    for path in range(opening, high):
        window[path - opening] = time[seconds[path]] - time[firsts[opening]] <= within
    return window


@compiled
def _written(
    run: Bool, firsts: Int, seconds: Int, ends: Int, members: Int, found: int, size: int
) -> tuple[Int, Int, int, int]:
    for one in np.unique(np.concatenate((firsts[run], seconds[run]))):
        members = appended(members, size, one)
        size += 1
    return appended(ends, found, size), members, found + 1, size
