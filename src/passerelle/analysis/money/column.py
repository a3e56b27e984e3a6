"""Accounts, amounts and times as the numbers that searches run on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.arranged import in_utc
from passerelle.analysis.money.ledger import DAY, LARGEST_SUM, ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from passerelle.analysis.money.compiled import Int
    from passerelle.analysis.money.ledger import Ledger
    from passerelle.analysis.money.pattern_line import Transfer

MOST_DECIMALS = 8


@dataclass(frozen=True, slots=True)
class Numbered:
    """Each value as a number, and the value of each number; the numbers follow the first appearance."""

    numbers: Int
    values: list[str]


@dataclass(frozen=True, slots=True)
class Scaled:
    """Amounts in small units, of which one unit of money has ten to the power of `decimals`."""

    units: Int
    decimals: int


def numbered(values: Iterable[str]) -> Numbered:
    """The values as numbers from 0."""
    known: dict[str, int] = {}
    numbers = np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)
    return Numbered(numbers, list(known))


def scaled(amounts: Sequence[Decimal]) -> Scaled:
    """The amounts in the smallest unit they are given in.

    Where the sum would be too large for that, the last digits are dropped, of
    whole units too: such a ledger is searched to that unit, and reported exactly.
    """
    decimals = min(max((_decimals(amount) for amount in amounts), default=0), MOST_DECIMALS)
    total = sum(amounts, Decimal(0))
    while total.scaleb(decimals) > LARGEST_SUM:
        decimals -= 1
    units = np.array([int(amount.scaleb(decimals)) for amount in amounts], dtype=np.int64)
    return Scaled(units, decimals)


def as_ledger(transfers: Sequence[Transfer], books: Sequence[str] = ()) -> tuple[Ledger, int]:
    """Arranged transfers as a ledger, and the decimals of its small unit; an unnamed book is none."""
    size = len(transfers)
    ends = chain((transfer.source for transfer in transfers), (transfer.target for transfer in transfers))
    # An account without a name is one of its own each time: nothing says that two of them are the same.
    accounts = numbered(name or f"\0{number}" for number, name in enumerate(ends)).numbers
    money = scaled([transfer.amount for transfer in transfers])
    named = numbered(books or [""] * size)
    book = named.numbers
    if "" in named.values:
        book[book == named.values.index("")] = -1
    columns = ledger(
        source=accounts[:size],
        target=accounts[size:],
        time=[_seconds(in_utc(transfer.time)) for transfer in transfers],
        amount=money.units,
        currency=numbered(transfer.currency for transfer in transfers).numbers,
        book=book,
    )
    return columns, money.decimals


def _seconds(when: datetime) -> int:
    return when.toordinal() * DAY + when.hour * 3_600 + when.minute * 60 + when.second


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
