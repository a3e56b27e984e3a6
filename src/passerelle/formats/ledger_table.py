"""A table of transfers: columns named by the caller, every row taken or explained.

What does not add up is said after the rows, and nothing is mended.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.errors import PasserelleError
from passerelle.formats.amount_text import SHARED, Money, money
from passerelle.formats.ledger_balance import Running
from passerelle.formats.ledger_mapping import HEADLESS
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.ledger_sheet import table_rows
from passerelle.formats.table import Row
from passerelle.formats.time_text import moment
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from passerelle.formats.ledger_mapping import LedgerMapping
    from passerelle.formats.source import Source
    from passerelle.formats.statement_check import Problem

DEEPEST_HEADER = 100
PAID_WORDS = "d dr db dbit debit débit debet s soll out paid withdrawal sortie belastung -"
GOT_WORDS = "c cr crdt credit crédit h haben in received deposit entrée entree gutschrift +"
PAID, GOT = frozenset(PAID_WORDS.split()), frozenset(GOT_WORDS.split())


class LedgerColumnError(PasserelleError):
    """The table has no column of a name that was given; nothing was read."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            f"the table has no column {', '.join(map(repr, missing))}; nothing was read, "
            "give the names as they stand in its first row"
        )


def read(source: Source, mapping: LedgerMapping) -> Iterator[LedgerRow | BadRow]:
    """Every row of data, taken or explained; raises UnreadableError where the file breaks off."""
    for row, _ in _read(source, mapping):
        yield row


def checked(source: Source, mapping: LedgerMapping) -> Iterator[LedgerRow | BadRow | Problem]:
    """The same, and then what does not add up: balances, numbers of entries, rows that come twice."""
    running = Running(mapping)
    for row, cells in _read(source, mapping):
        match row:
            case LedgerRow():
                running.took(row, cells.at(mapping.balance), cells.at(mapping.number))
            case BadRow():
                running.left_out(row)
        yield row
    yield from running.problems()


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by the names of the mapping."""

    cells: list[str]
    places: dict[str, int]

    def at(self, name: str) -> str:
        """The cell of that column, empty where there is none."""
        return self.cells[self.places[name]].strip() if name and self.places[name] < len(self.cells) else ""


def _read(source: Source, mapping: LedgerMapping) -> Iterator[tuple[LedgerRow | BadRow, _Cells]]:
    table = table_rows(source, sheet=mapping.sheet, delimiter=mapping.delimiter, encoding=mapping.encoding)
    header, data = headed(table, mapping.header, mapping.columns)
    if not header:
        return
    places = {name: header.index(name) for name in mapping.columns}
    for number, row in enumerate(data, 1):
        match row:
            case Explained():
                bad = BadRow(row=number, line=row.line, column="", reason=row.reason)
                yield bad, _Cells([], places)
            case Row():
                cells = _Cells(row.cells, places)
                yield _taken(number, row.line, cells, mapping), cells


def headed(
    table: Iterator[Row | Explained], said: str, columns: tuple[str, ...]
) -> tuple[list[str], Iterator[Row | Explained]]:
    """The header and the rows below it: the row of that line, else the first that holds every column."""
    first: Row | None = None
    for count, row in enumerate(table):
        match row:
            case Explained():
                if not said and not count:
                    raise UnreadableError(row.line, row.reason)
            case Row():
                if said == HEADLESS:
                    return _missing(numbered(len(row.cells)), columns), chain([row], table)
                names = named(row.cells)
                if said and row.line >= int(said):
                    return _missing(names, columns), table
                if not said and set(columns) <= set(names):
                    return names, table
                first = first or row
        if not said and count >= DEEPEST_HEADER:
            break
    return _missing(named(first.cells), columns) if first is not None else [], iter(())


def named(cells: list[str]) -> list[str]:
    """The names of a header; the second of one name is called so, because each column has its own."""
    seen: dict[str, int] = {}
    names = []
    for cell in cells:
        name = " ".join(cell.split())
        seen[name] = seen.get(name, 0) + 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return names


def numbered(width: int) -> list[str]:
    """What the columns of a table without a header are called."""
    return [f"column {number}" for number in range(1, width + 1)]


def _missing(header: list[str], columns: tuple[str, ...]) -> list[str]:
    missing = [name for name in columns if name not in header]
    if missing:
        raise LedgerColumnError(missing)
    return header


def _taken(number: int, line: int, cells: _Cells, mapping: LedgerMapping) -> LedgerRow | BadRow:
    def bad(column: str, reason: str) -> BadRow:
        return BadRow(row=number, line=line, column=column, reason=reason)

    column, given = _amount_cell(cells, mapping)
    value: Money | str = (
        money(given, mapping.decimal_mark) if column else "the amount is in debit and in credit"
    )
    date_given = f"{cells.at(mapping.time)} {cells.at(mapping.clock)}".strip()
    when: datetime | str = moment(date_given, mapping.first)
    if isinstance(value, str):
        return bad(column or mapping.debit, value)
    if isinstance(when, str):
        return bad(mapping.time, when)
    paid = _is_paid(value, column, cells, mapping)
    ends = paid if isinstance(paid, str) else _ends(cells, mapping, paid=paid)
    if isinstance(ends, str):
        return bad(
            mapping.side if isinstance(paid, str) else _lacking(column, cells, mapping, paid=paid), ends
        )
    return LedgerRow(
        row=number,
        line=line,
        source=ends[0],
        target=ends[1],
        amount=abs(value.amount),
        currency=_currency(value, cells, mapping),
        time=when,
        amount_given=given,
        time_given=date_given,
        ledger=cells.at(mapping.ledger) or cells.at(mapping.owner) or mapping.account,
        reference=cells.at(mapping.reference),
        text=cells.at(mapping.text),
        channel=cells.at(mapping.channel),
        paid_in=cells.at(mapping.paid_in),
        paid_out=cells.at(mapping.paid_out),
        what=cells.at(mapping.what),
    )


def _currency(value: Money, cells: _Cells, mapping: LedgerMapping) -> str:
    """What the row says; a sign that several currencies share gives way to what was said of the table."""
    if named_here := cells.at(mapping.currency):
        return named_here.upper()
    said = mapping.currency_code.upper()
    return said if said and value.currency in SHARED else value.currency or said


def _amount_cell(cells: _Cells, mapping: LedgerMapping) -> tuple[str, str]:
    """The column that holds this row's amount, and what it holds; no column where two hold one."""
    named_ones = [name for name in (mapping.amount, mapping.debit, mapping.credit) if name]
    filled = [(name, cells.at(name)) for name in named_ones if cells.at(name)]
    if len(filled) > 1:
        # Banks write a nought, or a dash, into the column that does not hold.
        filled = [one for one in filled if one[1].strip("0.,-\u2013 ")] or filled[:1]
    if len(filled) > 1:
        return "", ""
    return filled[0] if filled else (named_ones[0], "")


def _is_paid(value: Money, column: str, cells: _Cells, mapping: LedgerMapping) -> bool | str:
    """Whether the account of the statement paid it."""
    below = value.amount < 0
    if column == mapping.debit:
        return True
    if not mapping.side:
        return below
    word = cells.at(mapping.side).casefold().strip(" .")
    if word in PAID:
        return True
    # A reversal of what came in has its sign beside the word.
    return below if word in GOT else "the column says neither debit nor credit"


def _ends(cells: _Cells, mapping: LedgerMapping, *, paid: bool) -> tuple[str, str] | str:
    other = cells.at(mapping.target)
    if mapping.is_statement:
        own = cells.at(mapping.owner) or mapping.account
        if not own:
            return "the account whose statement this is, is missing"
        return (own, other) if paid else (other, own)
    source = cells.at(mapping.source)
    if paid and not mapping.debit:
        return "the amount is below zero; give payer and payee in the order in which money moved"
    return (source, other) if mapping.may_lack or (source and other) else "the account is missing"


def _lacking(column: str, cells: _Cells, mapping: LedgerMapping, *, paid: bool) -> str:
    """The column that stands in the way of both ends."""
    if mapping.is_statement:
        return mapping.owner
    if paid and not mapping.debit:
        return column
    return mapping.target if cells.at(mapping.source) else mapping.source
