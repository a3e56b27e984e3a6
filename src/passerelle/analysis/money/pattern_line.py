"""A pattern as it is handed to people and to other programs: one object, nothing of it a verdict."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Protocol

from passerelle.analysis.money.kind import SENTENCES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

EXACT = Context(prec=200)


class Transfer(Protocol):
    """What a line needs to know of a transfer."""

    @property
    def row(self) -> int:
        """Its number in the file, the first is 1."""

    @property
    def source(self) -> str:
        """The account that paid."""

    @property
    def target(self) -> str:
        """The account that was paid."""

    @property
    def amount(self) -> Decimal:
        """How much."""

    @property
    def currency(self) -> str:
        """In which currency, or an empty text."""

    @property
    def time(self) -> datetime:
        """When."""


def pattern_line(kind: Kind, transfers: Sequence[Transfer], rule: str) -> dict[str, object]:
    """The object for these transfers, which are in time order."""
    return {
        "kind": str(kind),
        "accounts": _accounts(kind, transfers),
        "transfers": [transfer.row for transfer in transfers],
        "start": transfers[0].time.isoformat(),
        "end": transfers[-1].time.isoformat(),
        "amount": sums(transfers),
        "why": f"{SENTENCES[kind]}: {_counted(transfers)}. Rule: {rule}.",
    }


def sums(transfers: Iterable[Transfer]) -> dict[str, str]:
    """The exact sum of each currency, never mixed."""
    totals: dict[str, Decimal] = {}
    for transfer in transfers:
        totals[transfer.currency] = EXACT.add(totals.get(transfer.currency, Decimal(0)), transfer.amount)
    return {currency: format(total, "f") for currency, total in sorted(totals.items())}


def _accounts(kind: Kind, transfers: Sequence[Transfer]) -> list[str]:
    ends = [account for transfer in transfers for account in (transfer.source, transfer.target)]
    # Who puts a deposit into escrow pays and no more: the pattern is the guarantor's (rule 25).
    if kind is Kind.ESCROW:
        ends = ends[1:]
    return list(dict.fromkeys(ends))


def _counted(transfers: Sequence[Transfer]) -> str:
    payers = len({transfer.source for transfer in transfers})
    paid = len({transfer.target for transfer in transfers})
    return f"{len(transfers)} transfers by {payers} accounts to {paid}"
