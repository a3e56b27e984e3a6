"""Mirrors: two ledgers show nearly the same amount at nearly the same time, and no account joins them.

So money moves without moving: it is paid in here and paid out there (hawala).
The payment out is at most `fee` thousandths below the payment in, at most
`delay` earlier or later, in the same currency. Of equal amounts the earlier is
the payment in. The closest amounts are matched first, then the closest times,
then the earliest; every transfer is matched once at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import appended, compiled
from passerelle.analysis.money.found import Found

if TYPE_CHECKING:
    from passerelle.analysis.money.compiled import Bool, Int
    from passerelle.analysis.money.ledger import Ledger


def mirrors(ledger: Ledger, *, delay: int, fee: int) -> Found:
    """Every matched pair, in time order."""
    order = np.lexsort((ledger.amount, ledger.currency))
    paid_in, paid_out = _candidates(
        (ledger.source, ledger.target, ledger.time, ledger.amount, ledger.currency, ledger.book),
        order,
        delay,
        fee,
    )
    difference = ledger.amount[paid_in] - ledger.amount[paid_out]
    apart = np.abs(ledger.time[paid_in] - ledger.time[paid_out])
    best = np.lexsort((paid_out, paid_in, apart, difference))
    chosen = best[_matched(paid_in[best], paid_out[best], len(ledger))]
    pairs = np.sort(np.stack((paid_in[chosen], paid_out[chosen]), axis=1), axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return Found(np.arange(2, 2 * len(pairs) + 1, 2), pairs.ravel())


@compiled
def _candidates(
    columns: tuple[Int, Int, Int, Int, Int, Int], order: Int, delay: int, fee: int
) -> tuple[Int, Int]:
    source, target, time, amount, currency, book = columns
    ins, outs, count, low = np.empty(1024, np.int64), np.empty(1024, np.int64), 0, 0
    for high in range(len(order)):
        larger = order[high]
        if book[larger] < 0:
            continue
        while (
            currency[order[low]] != currency[larger]
            or 1000 * amount[order[low]] < (1000 - fee) * amount[larger]
        ):
            low += 1
        for place in range(low, high):
            smaller = order[place]
            if book[smaller] < 0 or book[smaller] == book[larger]:
                continue
            if abs(time[smaller] - time[larger]) > delay:
                continue
            if _joined(source, target, smaller, larger):
                continue
            # Of equal amounts the one with the lower position is the payment in.
            swap = amount[smaller] == amount[larger] and smaller < larger
            ins = appended(ins, count, smaller if swap else larger)
            outs = appended(outs, count, larger if swap else smaller)
            count += 1
    return ins[:count].copy(), outs[:count].copy()


@compiled
def _joined(source: Int, target: Int, one: int, other: int) -> bool:
    return bool(
        source[one] == source[other]
        or source[one] == target[other]
        or target[one] == source[other]
        or target[one] == target[other]
    )


@compiled
def _matched(paid_in: Int, paid_out: Int, transfers: int) -> Bool:
    taken = np.zeros(transfers, np.bool_)
    matched = np.zeros(len(paid_in), np.bool_)
    for pair in range(len(paid_in)):
        if not taken[paid_in[pair]] and not taken[paid_out[pair]]:
            taken[paid_in[pair]] = taken[paid_out[pair]] = True
            matched[pair] = True
    return matched
