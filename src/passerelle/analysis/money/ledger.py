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
LARGEST_SUM = 9 * 10**15
"""Sums are compared in thousandths, so this is what sixty-four bits hold."""


class TransferColumnError(PasserelleError):
    """The columns given do not describe transfers; nothing was searched."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the columns of a ledger {what}; nothing was searched, mend the columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Transfers in time order; `row` says which of the given transfers each is."""

    row: Int
    source: Int
    target: Int
    time: Int
    amount: Int
    currency: Int
    book: Int
    out_start: Int
    out_at: Int
    in_start: Int
    in_at: Int

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
    kept = np.flatnonzero(given[0] != given[1])
    order = kept[np.argsort(given[2][kept], kind="stable")]
    src, dst, when, much, money, books = (np.ascontiguousarray(column[order]) for column in given)
    accounts = int(max(given[0].max(initial=-1), given[1].max(initial=-1))) + 1
    out_start, out_at = _places(src, accounts)
    in_start, in_at = _places(dst, accounts)
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
        in_start=in_start,
        in_at=in_at,
    )


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
def _places(account: Int, accounts: int) -> tuple[Int, Int]:
    start = np.zeros(accounts + 1, np.int64)
    for one in account:
        start[one + 1] += 1
    for one in range(accounts):
        start[one + 1] += start[one]
    following = start.copy()
    at = np.empty(len(account), np.int64)
    for position in range(len(account)):
        at[following[account[position]]] = position
        following[account[position]] += 1
    return start, at
