"""A page of an account's statement while its parts are read one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.formats.statement_check import Statement

if TYPE_CHECKING:
    from decimal import Decimal

    from passerelle.formats.ledger_row import BadRow, LedgerRow


@dataclass(slots=True)
class Page:
    """What was read of the page so far."""

    line: int
    account: str = ""
    number: int | None = None
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    rows: list[LedgerRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    moved: list[Decimal] = field(default_factory=list)

    def take(self, row: LedgerRow, *, comes_in: bool) -> None:
        """The row is of the page, and moves its balance up or down."""
        self.rows.append(row)
        self.moved.append(row.amount if comes_in else row.amount.copy_negate())

    def done(self, *, broken_off: bool = False) -> Statement:
        """The statement that the parts make."""
        return Statement(
            account=self.account,
            currency=self.currency,
            line=self.line,
            number=self.number,
            opening=self.opening,
            closing=self.closing,
            rows=tuple(self.rows),
            bad=tuple(self.bad),
            moved=tuple(self.moved),
            broken_off=broken_off,
        )
