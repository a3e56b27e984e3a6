"""Transfers as columns in time order, and for each account where its own are.

What comes earlier in time is earlier; at the same instant the order of the rows
decides. A transfer from an account to itself moves nothing and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.compiled import compiled
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.analysis.money.compiled import Int

DAY = 86_400
NEVER = 1 << 60
LARGEST_SUM = 9 * 10**15
"""Sums are compared in thousandths, so this is what sixty-four bits hold."""


class TransferColumnError(PasserelleError):
    """The columns given do not describe transfers; nothing was searched."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the columns of a ledger {what}; nothing was searched, mend the columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Transfers in time order; `row` says which of the given transfers each is.

    What an account pays is out_at[out_start[account]:out_start[account + 1]], in
    time order, and out_time and out_target are the columns in that order; what
    it is paid likewise. After out_at[place], the first transfer that the account it
    reached pays is out_at[onward[place]], if that is still that account's, at
    onward_time[place], which is NEVER if there is none.
    """

    row: Int
    source: Int
    target: Int
    time: Int
    amount: Int
    currency: Int
    book: Int
    out_start: Int
    out_at: Int
    out_time: Int
    out_target: Int
    in_start: Int
    in_at: Int
    in_time: Int
    in_source: Int
    onward: Int
    onward_time: Int

    @property
    def accounts(self) -> int:
        """How many accounts there are."""
        return len(self.out_start) - 1

    def __len__(self) -> int:
        return len(self.row)


def ledger(
    *,
    source: Sequence[int] | Int,
    target: Sequence[int] | Int,
    time: Sequence[int] | Int,
    amount: Sequence[int] | Int,
    currency: Sequence[int] | Int | None = None,
    book: Sequence[int] | Int | None = None,
) -> Ledger:
    """The columns put in time order; accounts, currencies and books are small numbers, time is in seconds."""
    given = [_column(values) for values in (source, target, time, amount)]
    size = len(given[0])
    given += [_column([0] * size if values is None else values) for values in (currency, book)]
    _check(given)
    order = _order(given[0], given[1], given[2])
    in_order = len(order) == size and bool((order[1:] > order[:-1]).all())
    src, dst, when, much, money, books = given if in_order else [column[order] for column in given]
    accounts = int(max(given[0].max(initial=-1), given[1].max(initial=-1))) + 1
    out_start, out_at, out_time, out_target = _places(src, dst, when, accounts)
    onward, onward_time = _onward(src, dst, when, out_start)
    in_start, in_at, in_time, in_source = _places(dst, src, when, accounts)
    return Ledger(
        row=order,
        source=src,
        target=dst,
        time=when,
        amount=much,
        currency=money,
        book=books,
        out_start=out_start,
        out_at=out_at,
        out_time=out_time,
        out_target=out_target,
        in_start=in_start,
        in_at=in_at,
        in_time=in_time,
        in_source=in_source,
        onward=onward,
        onward_time=onward_time,
    )


def _order(source: Int, target: Int, time: Int) -> Int:
    kept = np.flatnonzero(source != target)
    when = time[kept]
    # Most tables are in time order already, and looking is cheaper than sorting.
    return kept if bool((when[1:] >= when[:-1]).all()) else kept[np.argsort(when, kind="stable")]


def _column(values: Sequence[int] | Int) -> Int:
    return np.ascontiguousarray(values, dtype=np.int64)


def _check(columns: list[Int]) -> None:
    if len({len(column) for column in columns}) != 1:
        raise TransferColumnError("are not of one length")
    if any(column.min(initial=0) < 0 for column in (columns[0], columns[1])):
        raise TransferColumnError("have an account below zero")
    if columns[3].min(initial=0) < 0:
        raise TransferColumnError("have an amount below zero")
    if float(np.sum(columns[3], dtype=np.float64)) > LARGEST_SUM:
        raise TransferColumnError("have amounts whose sum is too large to be exact")


@compiled
def _places(account: Int, other: Int, time: Int, accounts: int) -> tuple[Int, Int, Int, Int]:
    start = np.zeros(accounts + 1, np.int64)
    for one in account:
        start[one + 1] += 1
    for one in range(accounts):
        start[one + 1] += start[one]
    following = start.copy()
    at, at_time, at_other = np.empty_like(account), np.empty_like(account), np.empty_like(account)
    for position in range(len(account)):
        place = following[account[position]]
        following[account[position]] += 1
        at[place], at_time[place], at_other[place] = position, time[position], other[position]
    return start, at, at_time, at_other


@compiled
def _onward(source: Int, target: Int, time: Int, out_start: Int) -> tuple[Int, Int]:
    onward, onward_time = np.empty_like(source), np.empty_like(source)
    place_of, time_of = out_start[1:].copy(), np.full(len(out_start) - 1, NEVER, np.int64)
    # From the last to the first, so that every account's next payment is known.
    for position in range(len(source) - 1, -1, -1):
        payer, paid = source[position], target[position]
        place = place_of[payer] - 1
        onward[place], onward_time[place] = place_of[paid], time_of[paid]
        place_of[payer], time_of[payer] = place, time[position]
    return onward, onward_time
