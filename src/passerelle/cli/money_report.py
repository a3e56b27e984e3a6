"""`passerelle money report`: the transfers of a given file as a report in goAML XML, or as a paper in PDF.

The report is valid against the schema of goAML 5.0.2, holds accounts and
amounts and no name, and is handed in by a person. The paper names its sources.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import UTC
from decimal import Decimal
from typing import TYPE_CHECKING

from passerelle.analysis.money.arranged import in_utc
from passerelle.cli.money_chart import ChartRequestError, selected, selection_arguments
from passerelle.cli.money_table import read_table, table_arguments
from passerelle.formats.goaml_report import Reported, ReportHead, report
from passerelle.formats.paper import Paper, PaperTable, source

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from passerelle.formats.ledger_row import LedgerRow

LONGEST_NUMBER = 50
MOST_LINES = 5_000
GOAML = (
    ("entity-id", "your number at the unit"),
    ("user-code", "your user code there"),
    ("report-code", "the kind of report, such as STR"),
    ("country", "the country of the accounts, two letters"),
    ("indicators", "indicators of the unit, parted by spaces"),
    ("reason", "the reason of the report"),
    ("action", "what was done"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    table_arguments(parser)
    selection_arguments(parser)
    parser.add_argument("--as", dest="form", default="goaml", choices=("goaml", "pdf"), help="what is made")
    parser.add_argument("--reference", required=True, metavar="TEXT", help="your reference of the case")
    parser.add_argument(
        "--handling", default="", metavar="TEXT", help="of a paper: the handling that stands on every page"
    )
    for name, what in GOAML:
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=f"of a goAML report: {what}")


def run(options: argparse.Namespace) -> int:
    """Zero when there was something to report; the file is written to standard output."""
    rows = selected(read_table(options).taken, options)
    made = _goaml(options, rows) if options.form == "goaml" else _pdf(options, rows)
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


def _goaml(options: argparse.Namespace, rows: Sequence[LedgerRow]) -> bytes:
    lacking = [name for name, _ in GOAML if not getattr(options, name.replace("-", "_"))]
    if lacking or not options.entity_id.isdecimal():
        raise ChartRequestError(f"a goAML report needs --{' --'.join(lacking or ['entity-id as a number'])}")
    head = ReportHead(
        entity_id=int(options.entity_id),
        user_code=options.user_code,
        report_code=options.report_code,
        reference=options.reference,
        # The file is the same whenever it is made: it is of the day of its last transfer.
        at=max(in_utc(one.time) for one in rows).replace(tzinfo=UTC),
        currency=rows[0].currency,
        reason=options.reason,
        action=options.action,
        indicators=options.indicators.split(),
        country=options.country.upper(),
        funds_code="BANKD",
        mode_code="ELCFT",
        institution="not known",
        branch_code="unknown",
    )
    return report(head, (_reported(number, one) for number, one in enumerate(rows, 1)))


def _reported(number: int, one: LedgerRow) -> Reported:
    return Reported(
        number=f"{number}-{one.reference}"[:LONGEST_NUMBER] if one.reference else str(number),
        at=in_utc(one.time).replace(tzinfo=UTC),
        source=one.source,
        target=one.target,
        amount=one.amount,
        text=one.text or one.what,
        place=one.paid_in,
    )


def _pdf(options: argparse.Namespace, rows: Sequence[LedgerRow]) -> bytes:
    # The compiler belongs to an extra of its own, which a report in XML needs not.
    from passerelle.engines.paper import pdf

    total = sum((one.amount for one in rows), Decimal(0))
    paper = Paper(
        title="Money: who paid whom",
        language="en",
        reference=options.reference,
        handling=options.handling,
        on=max(in_utc(one.time) for one in rows).date(),
        facts={
            "Period": f"{options.since or '...'} / {options.until or '...'}",
            "Transfers": str(len(rows)),
            "Sum": f"{total:f} {rows[0].currency}",
        },
        legend=[
            "A pattern is a question and never a finding. Amounts of different currencies are never added.",
            "Times are in UTC. Each transfer names its ledger, and its row among those that were read.",
        ],
        tables=[
            _sums("Who paid whom", ("Who pays", "Who is paid"), rows, lambda one: (one.source, one.target)),
            _sums("By month", ("Month",), rows, lambda one: (f"{in_utc(one.time):%Y-%m}",)),
            _transfers(rows),
        ],
    )
    return pdf(source(paper))


def _sums(
    title: str,
    header: tuple[str, ...],
    rows: Iterable[LedgerRow],
    of: Callable[[LedgerRow], tuple[str, ...]],
) -> PaperTable:
    found: defaultdict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    for one in rows:
        found[of(one)].append(one.amount)
    return PaperTable(
        title=title,
        header=(*header, "Amount", "Transfers"),
        widths=(*("1fr" for _ in header), "auto", "auto"),
        rows=[
            (*(name or "?" for name in names), format(sum(amounts), "f"), str(len(amounts)))
            for names, amounts in sorted(found.items())
        ],
    )


def _transfers(rows: Sequence[LedgerRow]) -> PaperTable:
    title = "Transfers"
    if len(rows) > MOST_LINES:
        title = f"Transfers: the first {MOST_LINES} of {len(rows)}"
    return PaperTable(
        title=title,
        header=("Date", "Who pays", "Who is paid", "Amount", "As given", "Ledger", "Row"),
        widths=("auto", "1fr", "1fr", "auto", "auto", "auto", "auto"),
        rows=[
            (
                f"{in_utc(one.time):%Y-%m-%d %H:%M}",
                one.source or "?",
                one.target or "?",
                f"{one.amount:f} {one.currency}",
                one.amount_given,
                one.ledger,
                str(one.row),
            )
            for one in rows[:MOST_LINES]
        ],
    )
