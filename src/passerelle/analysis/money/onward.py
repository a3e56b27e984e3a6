"""Passing on: what came into an account leaves it again, at once or in parts after a while.

After a payment received, the account's next transfers of the same currency are
taken one by one, but for those back to the payer, until they make
`lowest_share` of it. It is passed on when they then make no more than
`highest_share`, are at least `legs`, the last is at least `held` after the
payment, and all are within `within` of it.

Rapid movement is one leg or more within hours. Escrow is a deposit that a
guarantor holds and releases in legs, the last on arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingOn:
    """How much of a payment must leave, how soon and in how many legs; shares are thousandths."""

    within: int
    held: int
    legs: int
    lowest_share: int
    highest_share: int


def passed_on(ledger: Ledger, asked: PassingOn) -> Found:
    """Every payment that is passed on, with the transfers that pass it on."""
    return Found(
        *_passed_on(
            (ledger.source, ledger.target, ledger.time, ledger.amount, ledger.currency),
            ledger.out_start,
            ledger.out_at,
            ledger.onward,
            (asked.within, asked.held, asked.legs, asked.lowest_share, asked.highest_share),
        )
    )


@compiled
def _passed_on(
    columns: tuple[Int, Int, Int, Int, Int],
    out_start: Int,
    out_at: Int,
    onward: Int,
    asked: tuple[int, int, int, int, int],
) -> tuple[Int, Int]:
    _, _, time, amount, _ = columns
    _, held, legs, _, highest_share = asked
    ends, members = np.empty(1024, np.int64), np.empty(8192, np.int64)
    found, size = 0, 0
    for begin in range(len(out_at)):
        payment = out_at[begin]
        if amount[payment] == 0:
            continue
        taken, left = _taken(payment, onward[begin], columns, out_start, out_at, asked)
        if len(taken) < legs or 1000 * left > highest_share * amount[payment]:
            continue
        if time[taken[-1]] - time[payment] < held:
            continue
        members = appended(members, size, payment)
        size += 1
        for one in taken:
            members = appended(members, size, one)
            size += 1
        ends = appended(ends, found, size)
        found += 1
    return ends[:found].copy(), members[:size].copy()


@compiled
def _taken(
    payment: int,
    place: int,
    columns: tuple[Int, Int, Int, Int, Int],
    out_start: Int,
    out_at: Int,
    asked: tuple[int, int, int, int, int],
) -> tuple[Int, int]:
    source, target, time, amount, currency = columns
    within, _, _, lowest_share, _ = asked
    account = target[payment]
    enough = lowest_share * amount[payment]
    taken, count, left = np.empty(4, np.int64), 0, 0
    while place < out_start[account + 1] and time[out_at[place]] - time[payment] <= within:
        one = out_at[place]
        place += 1
        if currency[one] != currency[payment] or target[one] == source[payment]:
            continue
        taken = appended(taken, count, one)
        count += 1
        left += amount[one]
        if 1000 * left >= enough:
            return taken[:count], left
    return taken[:0], 0
