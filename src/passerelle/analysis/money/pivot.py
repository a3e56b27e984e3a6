"""Gathering, then scattering: an account is paid by several and only then pays out.

At a payment received, the pivot, the gathering is what came in within `within`
up to it. The scattering is what goes out after it: it begins within `within` of
the pivot and lasts no longer than `within`. Pivots in a row whose gatherings
share a transfer are one run, of which the pivot with the most transfers is
handed back, the first of equals.

A funnel asks more: what is counted is of the pivot's currency, few are paid,
and what goes out is nearly all of what came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled, distinct
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger

ANY = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivoting:
    """What a pivot must gather and scatter; shares are thousandths of what was gathered."""

    within: int
    senders: int
    receivers: int
    most_receivers: int = ANY
    lowest_share: int = -1
    highest_share: int = -1


def pivots(ledger: Ledger, asked: Pivoting) -> Found:
    """The best pivot of every run."""
    return Found(
        *_pivots(
            (ledger.source, ledger.target, ledger.time, ledger.amount, ledger.currency),
            (ledger.out_start, ledger.out_at, ledger.in_start, ledger.in_at),
            (
                asked.within,
                asked.senders,
                asked.receivers,
                asked.most_receivers,
                asked.lowest_share,
                asked.highest_share,
            ),
        )
    )


@compiled
def _pivots(
    columns: tuple[Int, Int, Int, Int, Int],
    places: tuple[Int, Int, Int, Int],
    asked: tuple[int, int, int, int, int, int],
) -> tuple[Int, Int]:
    out_start, _, in_start, _ = places
    senders = asked[1]
    written = (np.empty(1024, np.int64), np.empty(8192, np.int64), 0, 0)
    for account in range(len(out_start) - 1):
        if (
            in_start[account + 1] - in_start[account] < senders
            or out_start[account] == out_start[account + 1]
        ):
            continue
        written = _of_account(account, columns, places, asked, written)
    ends, members, found, size = written
    return ends[:found].copy(), members[:size].copy()


@compiled
def _of_account(
    account: int,
    columns: tuple[Int, Int, Int, Int, Int],
    places: tuple[Int, Int, Int, Int],
    asked: tuple[int, int, int, int, int, int],
    written: tuple[Int, Int, int, int],
) -> tuple[Int, Int, int, int]:
    time = columns[2]
    out_start, out_at, in_start, in_at = places
    low, first, run_till = in_start[account], out_start[account], -1
    best = np.empty(0, np.int64)
    for place in range(in_start[account], in_start[account + 1]):
        while time[in_at[place]] - time[in_at[low]] > asked[0]:
            low += 1
        while first < out_start[account + 1] and out_at[first] < in_at[place]:
            first += 1
        if place - low + 1 < asked[1]:
            continue
        group = _group(account, low, place, first, columns, places, asked)
        if len(group) == 0:
            continue
        if len(best) and low > run_till:
            written = _written(best, written)
            best = group
        elif len(group) > len(best):
            best = group
        run_till = place
    return _written(best, written) if len(best) else written


@compiled
def _group(
    account: int,
    low: int,
    place: int,
    first: int,
    columns: tuple[Int, Int, Int, Int, Int],
    places: tuple[Int, Int, Int, Int],
    asked: tuple[int, int, int, int, int, int],
) -> Int:
    source, target, time, _, _ = columns
    out_start, out_at, _, in_at = places
    within, senders, receivers, most_receivers, lowest_share, _ = asked
    pivot = in_at[place]
    nothing = np.empty(0, np.int64)
    if lowest_share >= 0:
        first = _of_currency(first, out_start[account + 1], out_at, columns[4], columns[4][pivot])
    if first == out_start[account + 1] or time[out_at[first]] - time[pivot] > within:
        return nothing
    last = first
    while last < out_start[account + 1] and time[out_at[last]] - time[out_at[first]] <= within:
        last += 1
    gathered, scattered = in_at[low : place + 1], out_at[first:last]
    if lowest_share >= 0:
        gathered = gathered[columns[4][gathered] == columns[4][pivot]]
        scattered = scattered[columns[4][scattered] == columns[4][pivot]]
        if not _shares(gathered, scattered, columns[3], asked):
            return nothing
    if distinct(source[gathered]) < senders:
        return nothing
    paid = distinct(target[scattered])
    if paid < receivers or paid > most_receivers:
        return nothing
    return np.concatenate((gathered, scattered))


@compiled
def _of_currency(place: int, end: int, at: Int, currency: Int, wanted: int) -> int:
    while place < end and currency[at[place]] != wanted:
        place += 1
    return place


@compiled
def _shares(gathered: Int, scattered: Int, amount: Int, asked: tuple[int, int, int, int, int, int]) -> bool:
    came, left = amount[gathered].sum(), 1000 * amount[scattered].sum()
    return bool(asked[4] * came <= left <= asked[5] * came)


@compiled
def _written(group: Int, written: tuple[Int, Int, int, int]) -> tuple[Int, Int, int, int]:
    ends, members, found, size = written
    for one in group:
        members = appended(members, size, one)
        size += 1
    return appended(ends, found, size), members, found + 1, size
