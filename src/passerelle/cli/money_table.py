"""The table of transfers that the commands on money read: its options, its rows taken or explained."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.ledger_table import LedgerMapping, read
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SHOWN_BAD_ROWS = 1_000
PIPE = "-"


class LedgerFileError(PasserelleError):
    """The file cannot be opened; nothing was read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the file cannot be opened ({reason}); nothing was read, check its path")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that were taken, and how many were not."""

    taken: list[LedgerRow]
    bad: int


def table_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and which of its columns says what."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a table, CSV or XLSX, plain or gzipped; - for standard input"
    )
    for name, what in (
        ("from", "account that pays"),
        ("to", "account that is paid"),
        ("amount", "amount"),
        ("time", "date and time"),
    ):
        parser.add_argument(
            f"--{name}", dest=name, required=True, metavar="COL", help=f"the column of the {what}"
        )
    parser.add_argument("--currency", default="", metavar="COL", help="the column of the currency")
    parser.add_argument(
        "--first", default="", choices=("day", "month"), help="which comes first in dates such as 03/04/2031"
    )
    parser.add_argument(
        "--decimal-mark", default="", choices=(",", "."), help="the decimal mark, where it is not clear"
    )


def read_table(options: argparse.Namespace) -> Table:
    """Every row of the file; what was not taken is explained on the error stream."""
    mapping = LedgerMapping(
        source=getattr(options, "from"),
        target=options.to,
        amount=options.amount,
        time=options.time,
        currency=options.currency,
        ledger=getattr(options, "ledger", ""),
        channel=getattr(options, "channel", ""),
        decimal_mark=options.decimal_mark,
        first=options.first,
    )
    if str(options.file) == PIPE:
        return _read(read(io.BytesIO(sys.stdin.buffer.read()), mapping))
    try:
        with options.file.open("rb") as file:
            return _read(read(file, mapping))
    except OSError as error:
        raise LedgerFileError(error.strerror or "unreadable") from None


def _read(rows: Iterator[LedgerRow | BadRow]) -> Table:
    taken: list[LedgerRow] = []
    bad = 0
    try:
        for row in rows:
            match row:
                case LedgerRow():
                    taken.append(row)
                case BadRow():
                    bad += 1
                    _explain(row, bad)
    except UnreadableError as error:
        print(str(error), file=sys.stderr)
    if bad:
        print(f"{bad} rows were not taken and {len(taken)} were.", file=sys.stderr)
    return Table(taken, bad)


def _explain(row: BadRow, number: int) -> None:
    if number <= SHOWN_BAD_ROWS:
        column = f", column {row.column}" if row.column else ""
        print(f"line {row.line}{column}: {row.reason}", file=sys.stderr)
