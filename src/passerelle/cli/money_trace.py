"""`passerelle money trace`: where payments went, or where they came from, one JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from passerelle.analysis.money.arranged import arranged
from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Way, pays_or_is_paid, traced
from passerelle.cli.money_table import read_table, table_arguments
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from passerelle.analysis.money.tracing import Tracing
    from passerelle.formats.ledger_row import LedgerRow

Line = dict[str, object]


class NothingToTraceError(PasserelleError):
    """No row of the table is a start; nothing was traced."""

    def __init__(self) -> None:
        super().__init__(
            "no row of the table is a start; nothing was traced. Name an account as it stands there "
            "with --account, or the number of a row with --row"
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    table_arguments(parser)
    parser.add_argument(
        "--channel", default="", metavar="COL", help="the column of the channel, for its totals"
    )
    parser.add_argument(
        "--account",
        action="append",
        default=[],
        metavar="ACCOUNT",
        help="trace what this account paid (backwards: was paid); again for more accounts of one person",
    )
    parser.add_argument(
        "--row",
        action="append",
        default=[],
        type=int,
        metavar="NUMBER",
        help="trace the payment of this row, the first row of data is 1; as often as needed",
    )
    parser.add_argument("--backwards", action="store_true", help="where it came from, not where it went")
    parser.add_argument(
        "--accounting",
        default=str(Accounting.PROPORTIONAL),
        choices=[str(one) for one in Accounting],
        help="which part of mixed money a payment carries",
    )
    parser.add_argument(
        "--period",
        default=str(Period.MONTH),
        choices=[str(one) for one in Period],
        help="what totals are made of",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Zero when there was something to trace."""
    rows = arranged(read_table(options).taken)
    way = Way.BACKWARDS if options.backwards else Way.FORWARDS
    found = traced(rows, _starts(options, way), way, Accounting(options.accounting))
    if not found:
        raise NothingToTraceError
    for one in found:
        for line in _lines(one, Period(options.period)):
            print(json.dumps(line) if options.json else _sentence(line))
    return 0


def _starts(options: argparse.Namespace, way: Way) -> Callable[[LedgerRow], bool]:
    of_account = pays_or_is_paid(options.account, way)
    rows = frozenset(options.row)
    return lambda one: one.row in rows or of_account(one)


def _lines(found: Tracing[LedgerRow], period: Period) -> Iterator[Line]:
    said = {"currency": found.currency}
    yield {
        "line": "trace",
        "way": str(found.way),
        "accounting": str(found.accounting),
        **said,
        "started": format(found.started, "f"),
    }
    for one in found.carried:
        yield {
            "line": "transfer",
            **said,
            "row": one.transfer.row,
            "from": one.transfer.source,
            "to": one.transfer.target,
            "time": one.transfer.time.isoformat(),
            "amount": format(one.transfer.amount, "f"),
            "traced": format(one.amount, "f"),
        }
    for reached in found.reached:
        yield {
            "line": "account",
            **said,
            "account": reached.account,
            "through": format(reached.through, "f"),
            "rests": format(reached.rests, "f"),
            "share": format(reached.share, "f"),
        }
    for kind, totals in (("period", found.by_period(period)), ("channel", found.by_channel())):
        for total in totals:
            sums = {"traced": format(total.amount, "f"), "transfers": total.transfers}
            yield {"line": kind, **said, kind: total.name, **sums}


def _sentence(line: Line) -> str:
    money = f" {line['currency']}" if line["currency"] else ""
    match line["line"]:
        case "trace":
            return f"{line['way']}, {line['accounting']}: {line['started']}{money} to trace"
        case "transfer":
            ends = f"{line['from']} to {line['to']}"
            return f"  row {line['row']}  {line['time']}  {ends}  {line['traced']} of {line['amount']}{money}"
        case "account":
            who = line["account"] or "not named"
            return (
                f"  {who}: {line['through']}{money} through it, {line['rests']} rests, share {line['share']}"
            )
        case kind:
            name = line[str(kind)] or "no channel"
            return f"  {kind} {name}: {line['traced']}{money} in {line['transfers']} transfers"
