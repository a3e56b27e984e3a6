"""The lines of ledgers as narrow columns, so that a page about a hundred thousand of them sums arrays.

They are made of the lines when a ledger is read, kept beside them, and go with
the ledger. Where the lines are not those that were counted, they are made anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from django.db.models import Count

from passerelle.analysis.money.exact_sum import pieces_of, units_of
from passerelle.store.models import LedgerColumns, LedgerLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from passerelle.analysis.money.exact_sum import Bool, Int, Pieces
    from passerelle.core.env import Env


EXACT = Context(prec=60)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECONDS = 1_000_000
NUMBERS = ("row", "at", "source", "target", "channel", "currency")
READ = ("row", "at", "source", "source_kind", "target", "target_kind", "channel", "currency", "amount")
PIECE = 10_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyColumns:
    """Lines in time order: numbers that stand for names, microseconds of UTC, amounts in pieces."""

    ledgers: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...]  # number and kind
    channels: tuple[str, ...]
    currencies: tuple[str, ...]
    decimals: int
    ledger: Int
    row: Int
    at: Int
    source: Int
    target: Int
    channel: Int
    currency: Int
    amount: Pieces

    def __len__(self) -> int:
        return len(self.row)

    @property
    def day(self) -> Int:
        """The day of each line in UTC, counted from 1970."""
        return np.floor_divide(self.at, 86_400 * MICROSECONDS)

    def are(self, lines: Iterable[Sequence[str | int]]) -> Bool:
        """Which of the lines these are, each a ledger and a row."""
        wanted = {(self.ledgers.index(str(ledger)), row) for ledger, row in lines if ledger in self.ledgers}
        ends = zip(self.ledger.tolist(), self.row.tolist(), strict=True)
        return np.array([one in wanted for one in ends] if wanted else [False] * len(self), dtype=np.bool_)

    def only(self, chosen: Int | Bool) -> MoneyColumns:
        """These lines alone."""
        return _with(
            self, {name: getattr(self, name)[chosen] for name in ("ledger", *NUMBERS)}, self.amount[:, chosen]
        )


def keep_columns(env: Env, ledger: str) -> MoneyColumns:
    """The columns of this ledger's lines, kept beside them."""
    made = _of_lines(env, ledger)
    kept = {"lines": len(made), "content": _written(made)}
    LedgerColumns.objects.using(env.database).update_or_create(ledger_id=ledger, defaults=kept)
    return made


def columns_of(env: Env, ledgers: Sequence[str]) -> MoneyColumns:
    """The columns of these ledgers as one."""
    counted = (
        LedgerLine.objects.using(env.database).filter(ledger__in=ledgers).order_by().values_list("ledger")
    )
    lines = dict(counted.annotate(number=Count("id")))
    rows = LedgerColumns.objects.using(env.database).filter(ledger__in=ledgers)
    kept = {row.ledger_id: row for row in rows}
    parts = []
    for ledger in ledgers:
        row = kept.get(ledger)
        fits = row is not None and row.lines == lines.get(ledger, 0)
        parts.append(
            _read(ledger, bytes(row.content)) if row is not None and fits else keep_columns(env, ledger)
        )
    return parts[0] if len(parts) == 1 else _joined(parts)


def _of_lines(env: Env, ledger: str) -> MoneyColumns:
    accounts: dict[tuple[str, str], int] = {}
    channels: dict[str, int] = {}
    currencies: dict[str, int] = {}
    numbers: list[tuple[int, ...]] = []
    amounts: list[Decimal] = []
    lines = LedgerLine.objects.using(env.database).filter(ledger=ledger).order_by("at", "row")
    for row, at, source, source_kind, target, target_kind, channel, currency, amount in lines.values_list(
        *READ
    ).iterator(PIECE):
        numbers.append(
            (
                row,
                _moment(at),
                accounts.setdefault((source, source_kind), len(accounts)),
                accounts.setdefault((target, target_kind), len(accounts)),
                channels.setdefault(channel, len(channels)),
                currencies.setdefault(currency, len(currencies)),
            )
        )
        amounts.append(Decimal(amount))
    decimals = max((max(0, -int(one.as_tuple().exponent)) for one in amounts), default=0)
    columns = np.array(numbers, dtype=np.int64).reshape(len(numbers), len(NUMBERS)).T
    return MoneyColumns(
        ledgers=(ledger,),
        accounts=tuple(accounts),
        channels=tuple(channels),
        currencies=tuple(currencies),
        decimals=decimals,
        ledger=np.zeros(len(numbers), np.int64),
        amount=pieces_of([int(one.scaleb(decimals, EXACT)) for one in amounts]),
        **dict(zip(NUMBERS, columns, strict=True)),
    )


def _moment(at: datetime) -> int:
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * MICROSECONDS + since.microseconds


def _written(made: MoneyColumns) -> bytes:
    """The names as one line of JSON, then the numbers, eight bytes each."""
    names = {
        "accounts": made.accounts,
        "channels": made.channels,
        "currencies": made.currencies,
        "decimals": made.decimals,
        "lines": len(made),
    }
    numbers = np.concatenate([*(getattr(made, name) for name in NUMBERS), made.amount.ravel()])
    return json.dumps(names).encode() + b"\n" + numbers.astype("<i8").tobytes()


def _read(ledger: str, content: bytes) -> MoneyColumns:
    head, _, body = content.partition(b"\n")
    names = json.loads(head)
    lines = int(names["lines"])
    # A ledger that nobody has mapped yet has no line, and as many columns as another.
    rows = -1 if lines else len(NUMBERS) + len(pieces_of([]))
    table = np.frombuffer(body, dtype="<i8").astype(np.int64, copy=False).reshape(rows, lines)
    return MoneyColumns(
        ledgers=(ledger,),
        accounts=tuple((number, kind) for number, kind in names["accounts"]),
        channels=tuple(names["channels"]),
        currencies=tuple(names["currencies"]),
        decimals=int(names["decimals"]),
        ledger=np.zeros(lines, np.int64),
        amount=table[len(NUMBERS) :],
        **dict(zip(NUMBERS, table, strict=False)),
    )


def _joined(parts: Sequence[MoneyColumns]) -> MoneyColumns:
    accounts: dict[tuple[str, str], int] = {}
    channels: dict[str, int] = {}
    currencies: dict[str, int] = {}
    renamed: list[dict[str, Int]] = []
    for number, part in enumerate(parts):
        account = _numbers(accounts, part.accounts)
        renamed.append(
            {
                "ledger": np.full(len(part), number, np.int64),
                "row": part.row,
                "at": part.at,
                "source": account[part.source],
                "target": account[part.target],
                "channel": _numbers(channels, part.channels)[part.channel],
                "currency": _numbers(currencies, part.currencies)[part.currency],
            }
        )
    decimals = max((part.decimals for part in parts), default=0)
    columns = {name: _end_to_end([one[name] for one in renamed]) for name in ("ledger", *NUMBERS)}
    order = np.lexsort((columns["row"], columns["ledger"], columns["at"]))
    amount = _stacked([_rescaled(part, decimals) for part in parts])
    return MoneyColumns(
        ledgers=tuple(name for part in parts for name in part.ledgers),
        accounts=tuple(accounts),
        channels=tuple(channels),
        currencies=tuple(currencies),
        decimals=decimals,
        amount=amount[:, order],
        **{name: column[order] for name, column in columns.items()},
    )


def _numbers(known: dict[T, int], names: Sequence[T]) -> Int:
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)


def _end_to_end(columns: Sequence[Int]) -> Int:
    return np.concatenate([np.empty(0, np.int64), *columns])


def _rescaled(part: MoneyColumns, decimals: int) -> Pieces:
    if part.decimals == decimals:
        return part.amount
    more = 10 ** (decimals - part.decimals)
    return pieces_of([one * more for one in units_of(part.amount)])


def _stacked(columns: Sequence[Pieces]) -> Pieces:
    height = max((len(one) for one in columns), default=1)
    padded = [np.pad(one, ((0, height - len(one)), (0, 0))) for one in columns]
    return np.concatenate([np.empty((height, 0), np.int64), *padded], axis=1)


def _with(columns: MoneyColumns, numbers: dict[str, Int], amount: Pieces) -> MoneyColumns:
    return MoneyColumns(
        ledgers=columns.ledgers,
        accounts=columns.accounts,
        channels=columns.channels,
        currencies=columns.currencies,
        decimals=columns.decimals,
        amount=amount,
        **numbers,
    )
