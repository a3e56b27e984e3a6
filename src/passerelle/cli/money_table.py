"""The transfers that the commands on money read: a table by its columns or a mapping, or any statement.

What `passerelle money read` prints is such a table too, whose columns need no
naming, so that one command follows another in a pipe.
"""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.given_file import given_file
from passerelle.errors import PasserelleError
from passerelle.formats import ledger_form, ledger_table
from passerelle.formats.ledger_form import LedgerForm, form_of
from passerelle.formats.ledger_mapping import LedgerMapping, read_mapping
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.ledger_table import LedgerColumnError
from passerelle.formats.source import Peekable, opened, whole
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from passerelle.formats.source import Source
    from passerelle.formats.statement_check import Problem

SHOWN_BAD_ROWS = 1_000
PIPE = "-"
LONGEST_MAPPING = 64 * 1024
OURS = b'{"file": '
READ = {
    "source": "from",
    "target": "to",
    "amount": "amount",
    "time": "time",
    "currency": "currency",
    "ledger": "ledger",
    "reference": "reference",
    "text": "text",
    "channel": "channel",
    "paid_in": "paid_in",
    "paid_out": "paid_out",
    "what": "what",
}
"""The columns of what `money read` prints, by the part of a mapping."""


class LedgerFileError(PasserelleError):
    """The file cannot be opened; nothing was read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the file cannot be opened ({reason}); nothing was read, check its path")


class ColumnsNotSaidError(PasserelleError):
    """A table came without saying which column is which; nothing was read."""

    def __init__(self) -> None:
        super().__init__(
            "the file is a table, and nothing says which column is which; nothing was read. Give --from, "
            "--to, --amount and --time, or a mapping with --mapping (passerelle money map FILE proposes one)"
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that were taken, how many were not, and whether they come from several ledgers."""

    taken: list[LedgerRow]
    bad: int
    has_books: bool = False


def table_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and which of its columns says what."""
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="a table, CSV, XLSX or what money read prints, or a statement in camt.053, MT940, OFX or goAML, "
        "plain or gzipped; - for standard input",
    )
    for name, what in (
        ("from", "account that pays"),
        ("to", "account that is paid"),
        ("amount", "amount"),
        ("time", "date and time"),
    ):
        parser.add_argument(
            f"--{name}", dest=name, default="", metavar="COL", help=f"the column of the {what}; of a table"
        )
    parser.add_argument("--currency", default="", metavar="COL", help="the column of the currency")
    parser.add_argument(
        "--first",
        default="",
        choices=("day", "month", "serial"),
        help="which comes first in dates such as 03/04/2031; serial for days as workbooks count them",
    )
    parser.add_argument(
        "--decimal-mark", default="", choices=(",", "."), help="the decimal mark, where it is not clear"
    )
    mapping_argument(parser)


def mapping_argument(parser: argparse.ArgumentParser) -> None:
    """The saved mappings."""
    parser.add_argument(
        "--mapping",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a TOML file that says which column is which, as money map prints it; again for tables of other "
        "banks, and the first that fits is used",
    )


def read_table(options: argparse.Namespace) -> Table:
    """Every row of the file; what was not taken is explained on the error stream."""
    with ledger_file(options.file) as file:
        content = opened(file, ledger_form.LARGEST_TABLE)
        return _read(content, options)


@contextmanager
def ledger_file(path: Path) -> Iterator[Source]:
    """The file, or standard input for a hyphen; raises LedgerFileError where it cannot be opened."""
    if str(path) == PIPE:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise LedgerFileError(error.strerror or "unreadable") from None
    with file:
        yield file


def _read(content: Peekable, options: argparse.Namespace) -> Table:
    columns = [getattr(options, "from"), options.to, options.amount, options.time]
    if all(columns):
        mapping = replace(_mapping(options), may_lack=_is_ours(content))
        rows = _collected(ledger_table.read(content, mapping))
        return replace(rows, has_books=bool(getattr(options, "ledger", "")))
    if any(columns):
        raise ColumnsNotSaidError
    rows = _collected(rows_of(content, saved_mappings(options.mapping)))
    return replace(rows, has_books=len({row.ledger for row in rows.taken} - {""}) > 1)


def _mapping(options: argparse.Namespace) -> LedgerMapping:
    return LedgerMapping(
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


def saved_mappings(paths: Sequence[Path]) -> list[LedgerMapping]:
    """The mappings of the files; raises MappingError or GivenFileError."""
    files = (given_file(path, "the mapping", longest=LONGEST_MAPPING) for path in paths)
    return [read_mapping(file.decode("utf-8", "replace")) for file in files]


def rows_of(content: Peekable, mappings: Sequence[LedgerMapping]) -> Iterator[LedgerRow | BadRow | Problem]:
    """Every row of a statement or a table, then what does not add up; raises ColumnsNotSaidError."""
    if form_of(content.head(ledger_form.HEAD)) is not LedgerForm.TABLE:
        return ledger_form.read(content, None, None)
    if _is_ours(content):
        return ledger_table.read(content, LedgerMapping(**READ, may_lack=True))
    if not mappings:
        raise ColumnsNotSaidError
    return _by_first_that_fits(content, mappings)


def _is_ours(content: Peekable) -> bool:
    """Whether `money read` printed it."""
    return content.head(len(OURS)) == OURS


def _by_first_that_fits(
    content: Peekable, mappings: Sequence[LedgerMapping]
) -> Iterator[LedgerRow | BadRow | Problem]:
    """The rows by the first mapping whose columns all stand in the table."""
    held = io.BytesIO(whole(content)) if len(mappings) > 1 else content
    for mapping in mappings[:-1]:
        assert isinstance(held, io.BytesIO)
        try:
            next(ledger_table.read(held, mapping), None)
        except LedgerColumnError:
            held.seek(0)
            continue
        held.seek(0)
        return ledger_table.checked(held, mapping)
    return ledger_table.checked(held, mappings[-1])


def _collected(rows: Iterator[LedgerRow | BadRow | Problem]) -> Table:
    taken: list[LedgerRow] = []
    bad = 0
    for row in explained(rows):
        match row:
            case LedgerRow():
                taken.append(row)
            case BadRow():
                bad += 1
    if bad:
        print(f"{bad} rows were not taken and {len(taken)} were.", file=sys.stderr)
    return Table(taken, bad)


def explained(rows: Iterator[LedgerRow | BadRow | Problem], where: str = "") -> Iterator[LedgerRow | BadRow]:
    """The rows; what was not taken and what does not add up is said on the error stream."""
    said = 0
    try:
        for row in rows:
            if not isinstance(row, LedgerRow):
                said += 1
                _explain(row, said, where)
            if isinstance(row, LedgerRow | BadRow):
                yield row
    except UnreadableError as error:
        print(f"{where}{error}", file=sys.stderr)


def _explain(one: BadRow | Problem, number: int, where: str) -> None:
    if number <= SHOWN_BAD_ROWS:
        column = f", column {one.column}" if isinstance(one, BadRow) and one.column else ""
        print(f"{where}line {one.line}{column}: {one.reason}", file=sys.stderr)
