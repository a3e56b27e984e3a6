"""A table of transfers, CSV or XLSX: columns named by the caller, every row taken or explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.errors import PasserelleError
from passerelle.formats import xlsx_table
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
    """Which column says what; an empty name where no column says it."""

    source: str
    target: str
    amount: str
    time: str
    currency: str = ""
    ledger: str = ""
    reference: str = ""
    text: str = ""
    delimiter: str = ""
    sheet: str = ""
    decimal_mark: str = ""
    first: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        named = (self.source, self.target, self.amount, self.time)
        return named + tuple(filter(None, (self.currency, self.ledger, self.reference, self.text)))


def read(source: Source, mapping: LedgerMapping) -> Iterator[LedgerRow | BadRow]:
    """Every row of data, taken or explained; raises UnreadableError where the file breaks off."""
    content = opened(source, LARGEST)
    if content.head(len(ZIP)) == ZIP:
        table: Iterator[Row | Explained] = (
            Row(line, cells) for line, cells in xlsx_table.sheet_rows(content, mapping.sheet) if any(cells)
        )
    else:
        delimiter = mapping.delimiter or _delimiter(content.head(1 << 16))
        table = rows(Lines(content, ENCODINGS), delimiter)
    return _read(table, mapping)


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


def _taken(number: int, row: Row, places: dict[str, int], mapping: LedgerMapping) -> LedgerRow | BadRow:
    cells, size = row.cells, len(row.cells)

    def cell(name: str) -> str:
        return cells[places[name]].strip() if name and places[name] < size else ""

    money: Decimal | str = amount(cell(mapping.amount), mapping.decimal_mark)
    when: datetime | str = moment(cell(mapping.time), mapping.first)
    if isinstance(money, str) or isinstance(when, str) or money < 0:
        return _explained(number, row.line, money, when, mapping)
    ends = cell(mapping.source), cell(mapping.target)
    if not all(ends):
        column = mapping.target if ends[0] else mapping.source
        return BadRow(row=number, line=row.line, column=column, reason="the account is missing")
    return LedgerRow(
        row=number,
        line=row.line,
        source=ends[0],
        target=ends[1],
        amount=money,
        currency=cell(mapping.currency).upper(),
        time=when,
        amount_given=cell(mapping.amount),
        time_given=cell(mapping.time),
        ledger=cell(mapping.ledger),
        reference=cell(mapping.reference),
        text=cell(mapping.text),
    )


def _explained(
    number: int, line: int, money: Decimal | str, when: datetime | str, mapping: LedgerMapping
) -> BadRow:
    if isinstance(money, str):
        return BadRow(row=number, line=line, column=mapping.amount, reason=money)
    if isinstance(when, str):
        return BadRow(row=number, line=line, column=mapping.time, reason=when)
    reason = "the amount is below zero; give payer and payee in the order in which money moved"
    return BadRow(row=number, line=line, column=mapping.amount, reason=reason)
