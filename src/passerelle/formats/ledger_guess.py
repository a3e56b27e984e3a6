"""How a table is probably read: a proposal for a person, who corrects it.

The names of the columns decide first, in English, French and German, and the
header is the row that has most of them. What the names leave open the first
rows may fill in, where all of them agree: a column of dates, of amounts, the
decimal mark, whether the day or the month comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from passerelle.core.values import iban
from passerelle.formats.amount_text import money
from passerelle.formats.ledger_mapping import HEADLESS, LedgerMapping
from passerelle.formats.ledger_sheet import beginning, sheets_of, table_rows
from passerelle.formats.ledger_table import named, numbered
from passerelle.formats.ledger_words import CODES, EXACT_ALONE, WORDS, words_in
from passerelle.formats.time_text import SERIAL, YEAR_LAST, moment
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from passerelle.formats.source import Source
    from passerelle.formats.table import Row

SAMPLES = 5
LOOKED_AT = 200
DEEPEST_HEADER = 40
MONTHS = 12
ENOUGH = 2
CODE = re.compile(r"\b[A-Z]{3}\b")
PLACE = re.compile(r"[+-]?(\d*)([.,])(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The header of a table, a few rows, its sheets, and a proposal for every part of the mapping."""

    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    proposal: dict[str, str]
    line: int = 1
    sheets: tuple[str, ...] = ()


def outline(source: Source, said: LedgerMapping | None = None, sheets: tuple[str, ...] = ()) -> Outline:
    """The table's beginning, read as `said`; raises UnreadableError where it is no table."""
    said = said or LedgerMapping(time="")
    table = table_rows(source, sheet=said.sheet, delimiter=said.delimiter, encoding=said.encoding)
    rows = beginning(table, LOOKED_AT)
    if not rows:
        raise UnreadableError(1, "no table begins here")
    place = _header_at(rows, said.header)
    header = named(rows[place].cells) if place >= 0 else numbered(len(rows[0].cells))
    below = rows[place + 1 :]
    proposal = proposed(tuple(header))
    columns = {name: _column(below, number) for number, name in enumerate(header) if name}
    _sides(proposal, columns)
    _fill(proposal, columns)
    kept = {name: value for name, value in _file(said).items() if value}
    found = _values(proposal, columns, rows[: max(place, 0)])
    line = rows[place].line if place >= 0 else rows[0].line
    return Outline(
        header=tuple(header),
        samples=tuple(tuple(row.cells) for row in below[:SAMPLES]),
        proposal={**proposal, **found, "header": str(line) if place >= 0 else HEADLESS, **kept},
        line=line,
        sheets=sheets,
    )


def likely_sheet(data: Callable[[], Source], said: str = "") -> tuple[str, tuple[str, ...]]:
    """The sheet that is named, else the one whose header says most; and all sheets of a workbook."""
    sheets = sheets_of(data())
    if said or len(sheets) <= 1:
        return said, sheets
    scores = {name: _best(beginning(table_rows(data(), sheet=name), DEEPEST_HEADER)) for name in sheets}
    return max(sheets, key=lambda name: scores[name]), sheets


def proposal_of(header: tuple[str, ...], mapping: LedgerMapping) -> dict[str, str]:
    """What an earlier mapping says of a table with all of its columns; nothing where one is missing."""
    if not mapping.columns or not set(mapping.columns) <= set(header):
        return {}
    parts = replace(mapping, opening="", closing="", account="")
    return {name: getattr(parts, name) for name in parts.__dataclass_fields__ if getattr(parts, name)}


def proposed(header: tuple[str, ...]) -> dict[str, str]:
    """For each part of a mapping the column whose name says it best; none is given twice."""
    free, found = [name for name in header if name], dict[str, str]()
    for exact in (True, False):
        for part, words in WORDS.items():
            if part in found:
                continue
            column = next((name for word in words for name in free if _says(name, word, exact=exact)), None)
            if column:
                found[part] = column
                free.remove(column)
    return found


def _says(name: str, word: str, *, exact: bool) -> bool:
    plain = words_in(name)
    if exact:
        return plain == word
    return word not in EXACT_ALONE and (word in plain.split() or (" " in word and word in plain))


def _header_at(rows: Sequence[Row], said: str) -> int:
    """The place of the header among the rows; below zero where there is none."""
    if said == HEADLESS:
        return -1
    if said.isdecimal():
        return next((place for place, row in enumerate(rows) if row.line >= int(said)), 0)
    scores = [_score(row) for row in rows[:DEEPEST_HEADER]]
    if max(scores) >= ENOUGH:
        return scores.index(max(scores))
    # Names that say nothing stand above the first row of data all the same.
    return next((place - 1 for place, row in enumerate(rows[:DEEPEST_HEADER]) if _is_data(row)), 0)


def _best(rows: Sequence[Row]) -> int:
    return max(map(_score, rows), default=0)


def _score(row: Row) -> int:
    """How many parts of a mapping the cells name; a row that holds a date or an amount is none of names."""
    if any(_is_date(cell, "") or _is_amount(cell) for cell in row.cells):
        return 0
    return len(proposed(tuple(named(row.cells))))


def _is_data(row: Row) -> bool:
    return any(_is_date(cell, "") for cell in row.cells) and any(map(_is_amount, row.cells))


def _is_date(text: str, first: str) -> bool:
    return not isinstance(moment(text, first or "day"), str) or not isinstance(moment(text, "month"), str)


def _is_amount(text: str) -> bool:
    return any(not isinstance(money(text, mark), str) for mark in ("", ",", "."))


def _column(rows: Sequence[Row], number: int) -> list[str]:
    cells = (row.cells[number].strip() for row in rows if number < len(row.cells))
    return [cell for cell in cells if cell]


def _sides(proposal: dict[str, str], columns: dict[str, list[str]]) -> None:
    """An account that changes from row to row is the other side's, and one beside both sides is nobody's."""
    if "source" in proposal:
        proposal.pop("owner", None)
    owners = columns.get(proposal.get("owner", ""), [])
    if "target" not in proposal and len(set(owners)) * 5 > max(len(owners), 5):
        proposal["target"] = proposal.pop("owner")
    if "debit" in proposal and "credit" in proposal:
        proposal.pop("amount", None)


def _fill(proposal: dict[str, str], columns: dict[str, list[str]]) -> None:
    """A date and an amount that no name says are the first columns that hold nothing else."""
    for part, test in (("time", lambda text: _is_date(text, "")), ("amount", _is_amount)):
        if part in proposal or (part == "amount" and {"debit", "credit"} & set(proposal)):
            continue
        taken = set(proposal.values())
        fits = (
            name
            for name, cells in columns.items()
            if name not in taken and cells and sum(map(test, cells)) * 10 >= len(cells) * 9
        )
        if column := next(fits, None):
            proposal[part] = column


def _file(said: LedgerMapping) -> dict[str, str]:
    return {name: getattr(said, name) for name in ("sheet", "header", "delimiter", "encoding")}


def _values(proposal: dict[str, str], columns: dict[str, list[str]], above: Sequence[Row]) -> dict[str, str]:
    """What holds for every row: the order in dates, the decimal mark, the currency, whose statement it is."""
    amounts = [
        cell
        for part in ("amount", "debit", "credit", "balance")
        for cell in columns.get(proposal.get(part, ""), [])
    ]
    found = {
        "first": _first(columns.get(proposal.get("time", ""), [])),
        "decimal_mark": _mark(amounts),
        "currency_code": "" if columns.get(proposal.get("currency", "")) else _currency(proposal, above),
    }
    if "source" not in proposal and "owner" not in proposal:
        found["account"] = _account(above)
    return {name: value for name, value in found.items() if value}


def _first(dates: Sequence[str]) -> str:
    # What is no number is read as a date all the same, so a title among them does no harm.
    if dates and sum(bool(SERIAL.fullmatch(one)) for one in dates) * 2 > len(dates):
        return "serial"
    figures = [found for one in dates if (found := YEAR_LAST.fullmatch(one))]
    one = any(int(found[1]) > MONTHS for found in figures)
    two = any(int(found[3]) > MONTHS for found in figures)
    return "" if one == two else ("day" if one else "month")


def _mark(amounts: Sequence[str]) -> str:
    """The decimal mark that some amounts show and none contradicts; unknown where they do not say."""
    shown: set[str] = set()
    for text in amounts:
        point, comma = text.rfind("."), text.rfind(",")
        if point >= 0 and comma >= 0:
            shown.add("." if point > comma else ",")
        elif (found := PLACE.search(text)) and (len(found[3]) != 3 or found[1] in {"", "0"}):  # noqa: PLR2004 - a group
            shown.add(found[2])
    return shown.pop() if len(shown) == 1 and "," in shown else ""


def _currency(proposal: dict[str, str], above: Sequence[Row]) -> str:
    """The one code that the names of the amounts, or else the rows above the header, hold."""
    names = [proposal[part] for part in ("amount", "debit", "credit", "balance") if part in proposal]
    for texts in (names, [cell for row in above for cell in row.cells]):
        known: set[str] = {code for text in texts for code in CODE.findall(text) if code in CODES}
        if not known and any("€" in text for text in texts):
            known = {"EUR"}
        if len(known) == 1:
            return known.pop()
    return ""


def _account(above: Sequence[Row]) -> str:
    """The one account that the rows above the header name as an IBAN."""
    known = {number for row in above for cell in row.cells if (number := _iban(cell))}
    return known.pop() if len(known) == 1 else ""


def _iban(cell: str) -> str:
    # "IBAN: XX00 …" in one cell, or the number in a cell of its own.
    return iban.normal(cell) or iban.normal(cell.rpartition(":")[2]) or ""
