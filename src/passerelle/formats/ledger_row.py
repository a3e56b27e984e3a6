"""A transfer as a ledger states it, and a row that states none.

Amount and time are kept as given beside their normal forms. Row numbers count
records of data, the first is 1; lines count lines of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One transfer from `source` to `target`; an account that the ledger does not name is empty."""

    row: int
    line: int
    source: str
    target: str
    amount: Decimal
    currency: str
    time: datetime
    amount_given: str
    time_given: str
    ledger: str = ""
    reference: str = ""
    text: str = ""
    channel: str = ""
    paid_in: str = ""
    paid_out: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was not taken, or not wholly; the reason holds no value of the row."""

    row: int
    line: int
    column: str
    reason: str
