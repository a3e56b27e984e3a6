"""How one table of transfers is read: which column says what, and how its dates and amounts are written.

A person says it once and it is kept as TOML, so that the next statement of the
same bank is read in the same way:

    [file]
    sheet = "Movements"       # of a workbook; the first if absent
    header = "7"              # the line of the names; looked for if absent, "none" where there is none
    delimiter = ";"           # looked for if absent
    encoding = "cp1250"       # UTF-8, UTF-16 with its mark, or Windows-1252 if absent
    [columns]
    time = "Booking date"
    amount = "Amount"
    [values]
    account = "…"             # whose statement it is, where the table names the other side alone
    currency = "EUR"          # where no column says it
    decimal_mark = ","
    dates = "day"             # what comes first: day, month; or serial, as workbooks count days
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields
from typing import Any

from passerelle.formats.mapping import MappingError

FILE = ("sheet", "header", "delimiter", "encoding")
VALUES = {
    "account": "account",
    "currency": "currency_code",
    "decimal_mark": "decimal_mark",
    "dates": "first",
    "opening": "opening",
    "closing": "closing",
}
"""What a saved mapping calls a value, and the part of the mapping that it is."""
DATES = ("", "day", "month", "serial", "serial-1904")
MARKS = ("", ",", ".")
HEADLESS = "none"
ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp850",
    "iso8859-1",
    "iso8859-2",
    "iso8859-15",
    "mac_roman",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMapping:
    """Which column says what; an empty name where no column says it.

    With `account`, or `owner` for the column that names it, the table is that
    account's own statement: `target` is the column of the other side, and an
    amount below zero, in `debit`, or called a debit by `side` is what the
    account paid.
    """

    source: str = ""
    target: str = ""
    amount: str = ""
    time: str
    clock: str = ""
    account: str = ""
    owner: str = ""
    debit: str = ""
    credit: str = ""
    side: str = ""
    balance: str = ""
    number: str = ""
    currency: str = ""
    currency_code: str = ""
    ledger: str = ""
    reference: str = ""
    text: str = ""
    channel: str = ""
    paid_in: str = ""
    paid_out: str = ""
    what: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: str = ""
    encoding: str = ""
    decimal_mark: str = ""
    first: str = ""
    opening: str = ""
    closing: str = ""
    # What one of our commands printed for the next one: a side that a statement did not name is empty there.
    may_lack: bool = False

    @property
    def is_statement(self) -> bool:
        """Whether the table is some account's own statement, with the other side in one column or none."""
        return bool(self.account or self.owner)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        sides = (self.target, self.owner) if self.is_statement else (self.source, self.target)
        amounts = (self.amount, self.debit, self.credit, self.side, self.balance, self.number)
        said = (self.currency, self.ledger, self.reference, self.text)
        more = (self.channel, self.paid_in, self.paid_out, self.what)
        return tuple(filter(None, (*sides, *amounts, self.time, self.clock, *said, *more)))


COLUMNS = tuple(
    one.name for one in fields(LedgerMapping) if one.name not in {*FILE, *VALUES.values(), "may_lack"}
)


def written(mapping: LedgerMapping) -> str:
    """The mapping as TOML, which `read_mapping` reads back."""
    parts = {
        "file": {name: getattr(mapping, name) for name in FILE},
        "columns": {name: getattr(mapping, name) for name in COLUMNS},
        "values": {name: getattr(mapping, part) for name, part in VALUES.items()},
    }
    return "\n".join(
        "\n".join((f"[{table}]", *(f"{name} = {_string(text)}" for name, text in said.items() if text), ""))
        for table, said in parts.items()
        if any(said.values())
    )


def _string(text: str) -> str:
    # A basic string of TOML escapes what JSON escapes, and DEL beside it.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_mapping(text: str) -> LedgerMapping:
    """The mapping that the TOML text states; raises MappingError where it cannot be used."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError("text", f"is no TOML ({error})") from None
    unknown = sorted(set(tables) - {"file", "columns", "values"})
    if unknown:
        raise MappingError("text", f"has unknown parts: {', '.join(unknown)}")
    said: dict[str, Any] = {
        **_texts(tables, "file", {name: name for name in FILE}),
        **_texts(tables, "columns", {name: name for name in COLUMNS}),
        **_texts(tables, "values", VALUES),
    }
    if not said.get("time"):
        raise MappingError("[columns]", "names no column of the time")
    return checked(LedgerMapping(**said))


def _texts(tables: dict[str, Any], table: str, known: dict[str, str]) -> dict[str, str]:
    said = tables.get(table, {})
    if not isinstance(said, dict):
        raise MappingError(f"[{table}]", "is no table")
    wrong = sorted(name for name, value in said.items() if name not in known or not isinstance(value, str))
    if wrong:
        raise MappingError(f"[{table}]", f"holds what is not known or no text: {', '.join(wrong)}")
    return {known[name]: value for name, value in said.items()}


def checked(mapping: LedgerMapping) -> LedgerMapping:
    """The same mapping; raises MappingError where a table cannot be read by it."""
    if mapping.first not in DATES:
        raise MappingError("dates", f"are none of {', '.join(DATES[1:])}")
    if mapping.decimal_mark not in MARKS:
        raise MappingError("decimal_mark", "is neither a comma nor a point")
    if mapping.encoding not in ("", *ENCODINGS):
        raise MappingError("encoding", f"is none of {', '.join(ENCODINGS)}")
    if len(mapping.delimiter) > 1:
        raise MappingError("delimiter", "is not one character")
    if mapping.header not in ("", HEADLESS) and not (mapping.header.isdecimal() and mapping.header.isascii()):
        raise MappingError("header", 'is neither the number of a line nor "none"')
    if not (mapping.amount or mapping.debit or mapping.credit):
        raise MappingError("[columns]", "names no column of the amount")
    if not mapping.is_statement and not (mapping.source and mapping.target):
        raise MappingError("[columns]", "names neither both sides nor whose statement it is")
    return mapping
