"""A table of transfers, CSV or XLSX: columns named by the caller, every row taken or explained."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.errors import PasserelleError
from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.table import Row, rows
from passerelle.formats.time_text import moment
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal

    from passerelle.formats.source import Source

ZIP = b"PK\x03\x04"
LARGEST = 4 << 30
ENCODINGS = ("utf-8", "cp1252")
DELIMITERS = (",", ";", "\t", "|")


class LedgerColumnError(PasserelleError):
    """The table has no column of a name that was given; nothing was read."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"the table has no column {', '.join(map(repr, missing))}; nothing was read, "
            "give the names as they stand in its first row"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMapping:
    """Which column says what; an empty name where no column says it.

    With `account`, the table is that account's own statement: `target` is the
    column of the other side, and an amount below zero, or in `debit`, is what
    the account paid.
    """

    source: str = ""
    target: str = ""
    amount: str = ""
    time: str
    account: str = ""
    debit: str = ""
    credit: str = ""
    currency: str = ""
    ledger: str = ""
    reference: str = ""
    text: str = ""
    channel: str = ""
    paid_in: str = ""
    paid_out: str = ""
    what: str = ""
    delimiter: str = ""
    sheet: str = ""
    decimal_mark: str = ""
    first: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        sides = (self.target,) if self.account else (self.source, self.target)
        amounts = (self.amount, self.debit, self.credit)
        said = (self.currency, self.ledger, self.reference, self.text)
        more = (self.channel, self.paid_in, self.paid_out, self.what)
        return tuple(filter(None, (*sides, *amounts, self.time, *said, *more)))


def read(source: Source, mapping: LedgerMapping) -> Iterator[LedgerRow | BadRow]:
    """Every row of data, taken or explained; raises UnreadableError where the file breaks off."""
    return _read(_rows(source, mapping.sheet, mapping.delimiter), mapping)


def beginning(source: Source, count: int) -> list[Row | Explained]:
    """The first rows, the header among them."""
    return list(islice(_rows(source, "", ""), count))


def _rows(source: Source, sheet: str, delimiter: str) -> Iterator[Row | Explained]:
    content = opened(source, LARGEST)
    if content.head(len(ZIP)) == ZIP:
        # The library of workbooks is imported for workbooks alone.
        from passerelle.formats import xlsx_table  # noqa: PLC0415 - it takes longer than most files

        return (Row(line, cells) for line, cells in xlsx_table.sheet_rows(content, sheet) if any(cells))
    return rows(Lines(content, ENCODINGS), delimiter or _delimiter(content.head(1 << 16)))


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("latin-1")
    return max(DELIMITERS, key=first.count)


def _read(table: Iterator[Row | Explained], mapping: LedgerMapping) -> Iterator[LedgerRow | BadRow]:
    header: list[str] = []
    number = 0
    for row in table:
        if not header:
            header = _header(row, mapping)
            places = {name: header.index(name) for name in mapping.columns}
            continue
        number += 1
        match row:
            case Explained():
                yield BadRow(row=number, line=row.line, column="", reason=row.reason)
            case Row():
                yield _taken(number, row, places, mapping)


def _header(row: Row | Explained, mapping: LedgerMapping) -> list[str]:
    match row:
        case Explained():
            raise UnreadableError(row.line, row.reason)
        case Row():
            header = [cell.strip() for cell in row.cells]
    missing = [name for name in mapping.columns if name not in header]
    if missing:
        raise LedgerColumnError(missing)
    return header


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by the names of the mapping."""

    cells: list[str]
    places: dict[str, int]

    def at(self, name: str) -> str:
        """The cell of that column, empty where there is none."""
        return self.cells[self.places[name]].strip() if name and self.places[name] < len(self.cells) else ""


def _taken(number: int, row: Row, places: dict[str, int], mapping: LedgerMapping) -> LedgerRow | BadRow:
    cells = _Cells(row.cells, places)

    def bad(column: str, reason: str) -> BadRow:
        return BadRow(row=number, line=row.line, column=column, reason=reason)

    column, given = _amount_cell(cells, mapping)
    money: Decimal | str = amount(given, mapping.decimal_mark)
    when: datetime | str = moment(cells.at(mapping.time), mapping.first)
    if isinstance(money, str):
        return bad(column, money)
    if isinstance(when, str):
        return bad(mapping.time, when)
    if money < 0 and not mapping.account:
        return bad(column, "the amount is below zero; give payer and payee in the order in which money moved")
    source, target = _ends(cells, mapping, paid=money < 0 or column == mapping.debit)
    if not mapping.account and not (source and target):
        return bad(mapping.target if source else mapping.source, "the account is missing")
    return LedgerRow(
        row=number,
        line=row.line,
        source=source,
        target=target,
        amount=abs(money),
        currency=cells.at(mapping.currency).upper(),
        time=when,
        amount_given=given,
        time_given=cells.at(mapping.time),
        ledger=cells.at(mapping.ledger) or mapping.account,
        reference=cells.at(mapping.reference),
        text=cells.at(mapping.text),
        channel=cells.at(mapping.channel),
        paid_in=cells.at(mapping.paid_in),
        paid_out=cells.at(mapping.paid_out),
        what=cells.at(mapping.what),
    )


def _amount_cell(cells: _Cells, mapping: LedgerMapping) -> tuple[str, str]:
    """The column that holds this row's amount, and what it holds."""
    named = [name for name in (mapping.amount, mapping.debit, mapping.credit) if name]
    return next(((name, cells.at(name)) for name in named if cells.at(name)), (named[0] if named else "", ""))


def _ends(cells: _Cells, mapping: LedgerMapping, *, paid: bool) -> tuple[str, str]:
    if not mapping.account:
        return cells.at(mapping.source), cells.at(mapping.target)
    other = cells.at(mapping.target)
    return (mapping.account, other) if paid else (other, mapping.account)
