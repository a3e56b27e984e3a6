"""`passerelle money patterns FILE`: the patterns in a table of transfers; nothing is stored."""

from __future__ import annotations

import json
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

    from passerelle.analysis.money.kind import Kind
    from passerelle.analysis.money.parameter import Parameters

SHOWN_BAD_ROWS = 1_000
SHOWN_ROWS = 20


class UnknownParameterError(PasserelleError):
    """A parameter was set that does not exist, or to what is no number above zero; nothing was read."""

    def __init__(self, given: str, known: list[str]) -> None:
        super().__init__(
            f"--set {given} sets nothing; nothing was read. "
            f"Write NAME=NUMBER; the names are: {', '.join(known)}"
        )


class AnalysisAbsentError(PasserelleError):
    """The extra that searches transfers is not installed; nothing was read."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"{package} is not installed, nothing was read; install passerelle with its extra: "
            "pip install 'passerelle[analysis]'"
        )


class LedgerFileError(PasserelleError):
    """The file cannot be opened; nothing was read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the file cannot be opened ({reason}); nothing was read, check its path")


class UnknownKindError(PasserelleError):
    """A kind was asked for that does not exist; nothing was read."""

    def __init__(self, unknown: list[str], known: list[str]) -> None:
        super().__init__(
            f"no pattern is called {', '.join(unknown)}; nothing was read, there are: {', '.join(known)}"
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that were taken, and how many were not."""

    taken: list[LedgerRow]
    bad: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    patterns = subjects.add_parser("patterns", help="find patterns in time order, each with its transfers")
    patterns.add_argument("file", metavar="FILE", type=Path, help="a table, CSV or XLSX, plain or gzipped")
    for name, what in (
        ("from", "account that pays"),
        ("to", "account that is paid"),
        ("amount", "amount"),
        ("time", "date and time"),
    ):
        patterns.add_argument(
            f"--{name}", dest=name, required=True, metavar="COL", help=f"the column of the {what}"
        )
    patterns.add_argument("--currency", default="", metavar="COL", help="the column of the currency")
    patterns.add_argument(
        "--ledger", default="", metavar="COL", help="the column that names each row's ledger, for mirror"
    )
    patterns.add_argument("--kinds", default="", metavar="A,B", help="only these kinds of pattern")
    patterns.add_argument(
        "--first", default="", choices=("day", "month"), help="which comes first in dates such as 03/04/2031"
    )
    patterns.add_argument(
        "--decimal-mark", default="", choices=(",", "."), help="the decimal mark, where it is not clear"
    )
    patterns.add_argument(
        "--set",
        dest="parameters",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="another parameter of the searches than the default, such as fan=6 or cycle_within=8d",
    )
    patterns.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Zero when any transfer was read."""
    try:
        import passerelle.analysis.money.ledger  # noqa: F401 - asks whether the extra is there
    except ModuleNotFoundError as error:
        raise AnalysisAbsentError(error.name or "numpy") from None
    kinds, asked = _kinds(options.kinds), _parameters(options.parameters)
    table = _table(options)
    for line in _lines(table, kinds, asked, with_books=bool(options.ledger)):
        print(json.dumps(line) if options.json else _sentence(line))
    return 0 if table.taken else 1


def _kinds(asked: str) -> list[Kind]:
    from passerelle.analysis.money.kind import Kind

    names = [name.strip() for name in asked.split(",") if name.strip()]
    unknown = [name for name in names if name not in list(Kind)]
    if unknown:
        raise UnknownKindError(unknown, [str(kind) for kind in Kind])
    return [Kind(name) for name in names] or list(Kind)


def _parameters(given: list[str]) -> Parameters:
    from passerelle.analysis.money.parameter import Parameters, parameter_names, seconds

    chosen: dict[str, int] = {}
    for one in given:
        name, _, text = one.partition("=")
        number = seconds(text)
        if name not in parameter_names() or number is None:
            raise UnknownParameterError(one, parameter_names())
        chosen[name] = number
    return Parameters(**chosen)


def _table(options: argparse.Namespace) -> Table:
    mapping = LedgerMapping(
        source=getattr(options, "from"),
        target=options.to,
        amount=options.amount,
        time=options.time,
        currency=options.currency,
        ledger=options.ledger,
        decimal_mark=options.decimal_mark,
        first=options.first,
    )
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


def _lines(
    table: Table, kinds: list[Kind], asked: Parameters, *, with_books: bool
) -> Iterator[dict[str, object]]:
    from passerelle.analysis.money.column import arranged, as_ledger
    from passerelle.analysis.money.kind import Kind
    from passerelle.analysis.money.parameter import in_units
    from passerelle.analysis.money.pattern import search
    from passerelle.analysis.money.pattern_line import pattern_line

    if Kind.MIRROR in kinds and not with_books:
        print("mirror is skipped: it compares two ledgers, and no --ledger names them.", file=sys.stderr)
        kinds = [kind for kind in kinds if kind is not Kind.MIRROR]
    transfers = arranged(table.taken)
    ledger, decimals = as_ledger(transfers, [row.ledger for row in transfers])
    for group in search(ledger, kinds, in_units(asked, decimals)):
        if group.stopped:
            print(f"{group.kind}: {group.stopped} searches stopped early, there is more.", file=sys.stderr)
        for members in group.found:
            of_group = [transfers[place] for place in ledger.row[members].tolist()]
            yield pattern_line(group.kind, of_group, group.rule)


def _sentence(line: dict[str, object]) -> str:
    rows = line["transfers"]
    assert isinstance(rows, list)
    shown = ", ".join(map(str, rows[:SHOWN_ROWS])) + (" …" if len(rows) > SHOWN_ROWS else "")
    return f"{line['kind']}  {line['start']} to {line['end']}  rows {shown}\n    {line['why']}"
