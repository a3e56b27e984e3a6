"""`passerelle money`: patterns, traces and statements of given files; nothing is stored."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from passerelle.cli import money_chart, money_read, money_report, money_trace
from passerelle.cli.money_table import Table, read_table, table_arguments
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from passerelle.analysis.money.kind import Kind
    from passerelle.analysis.money.parameter import Parameters

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


class UnknownKindError(PasserelleError):
    """A kind was asked for that does not exist; nothing was read."""

    def __init__(self, unknown: list[str], known: list[str]) -> None:
        super().__init__(
            f"no pattern is called {', '.join(unknown)}; nothing was read, there are: {', '.join(known)}"
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    patterns = subjects.add_parser("patterns", help="find patterns in time order, each with its transfers")
    table_arguments(patterns)
    patterns.add_argument(
        "--ledger", default="", metavar="COL", help="the column that names each row's ledger, for mirror"
    )
    patterns.add_argument("--kinds", default="", metavar="A,B", help="only these kinds of pattern")
    patterns.add_argument(
        "--set",
        dest="parameters",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="another parameter of the searches than the default, such as fan=6 or cycle_within=8d",
    )
    patterns.add_argument("--json", action="store_true", help="print one JSON object a line")
    money_read.read_arguments(
        subjects.add_parser("read", help="print the transfers of statements, for a table or a pipe")
    )
    money_read.map_arguments(
        subjects.add_parser("map", help="propose which column of a table is which, as a file to correct")
    )
    money_chart.arguments(subjects.add_parser("chart", help="draw who paid whom, as a picture in SVG"))
    money_report.arguments(
        subjects.add_parser("report", help="make a report in goAML XML, or a paper in PDF, of the transfers")
    )
    money_trace.arguments(
        subjects.add_parser("trace", help="follow payments forwards or backwards, by an accounting named")
    )


def run(options: argparse.Namespace) -> int:
    """Zero when any transfer was read, and, of a trace, when there is anything to trace."""
    match options.subject:
        case "trace":
            return money_trace.run(options)
        case "read":
            return money_read.read_files(options)
        case "chart":
            return money_chart.run(options)
        case "report":
            return money_report.run(options)
        case "map":
            return money_read.map_file(options)
        case _:
            return _patterns(options)


def _patterns(options: argparse.Namespace) -> int:
    try:
        import passerelle.analysis.money.ledger  # noqa: F401 - asks whether the extra is there
    except ModuleNotFoundError as error:
        raise AnalysisAbsentError(error.name or "numpy") from None
    kinds, asked = _kinds(options.kinds), _parameters(options.parameters)
    table = read_table(options)
    for line in _lines(table, kinds, asked, with_books=table.has_books):
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


def _lines(
    table: Table, kinds: list[Kind], asked: Parameters, *, with_books: bool
) -> Iterator[dict[str, object]]:
    from passerelle.analysis.money.arranged import arranged
    from passerelle.analysis.money.column import as_ledger
    from passerelle.analysis.money.kind import Kind
    from passerelle.analysis.money.parameter import in_units
    from passerelle.analysis.money.pattern import search
    from passerelle.analysis.money.pattern_line import pattern_line

    if Kind.MIRROR in kinds and not with_books:
        print("mirror is skipped: it compares two ledgers, and no --ledger names them.", file=sys.stderr)
        kinds = [kind for kind in kinds if kind is not Kind.MIRROR]
    transfers = arranged(table.taken)
    ledger, decimals = as_ledger(transfers, [row.ledger for row in transfers])
    if decimals < 0:
        print(
            f"amounts are compared in units of 1{'0' * -decimals}: their sum is very large.", file=sys.stderr
        )
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
