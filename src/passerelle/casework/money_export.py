"""What leaves the screen with its sources: a table, and a report prepared for a financial intelligence unit.

Each export is a line in the journal. The report is prepared and not sent: a
person hands it in through the unit's own channel.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.journaling import consulted
from passerelle.casework.ledgers import ledgers
from passerelle.errors import PasserelleError
from passerelle.formats.goaml_report import Reported, ReportHead, report
from passerelle.formats.plain_cell import plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from passerelle.analysis.money.tracing import Tracing
    from passerelle.casework.access import Access
    from passerelle.casework.ledgers import LedgerView, LineView
    from passerelle.casework.money_tracing import Moved
    from passerelle.core.env import Env

HEADER = (
    "time",
    "from",
    "to",
    "amount",
    "currency",
    "amount as given",
    "date as given",
    "channel",
    "reference",
    "text",
    "ledger",
    "row",
    "line",
    "sha256",
    "handling",
    "grade",
)
TRACED = (
    "time",
    "from",
    "to",
    "traced",
    "amount",
    "currency",
    "way",
    "accounting",
    "ledger",
    "row",
    "line",
    "sha256",
    "handling",
    "grade",
)


class NothingToReportError(PasserelleError):
    """The selection holds no transfer; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the selection holds no transfer; nothing was written, choose another period")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A transfer with its source, as text for people."""

    cells: tuple[str, ...]


def with_sources(env: Env, access: Access, lines: Sequence[LineView]) -> list[SourceLine]:
    """Each transfer with its ledger, row, line, digest, handling and grade."""
    held = {one.id: one for one in ledgers(env, access)}
    return [
        SourceLine(
            cells=(
                one.at.isoformat(),
                one.source,
                one.target,
                format(one.amount, "f"),
                one.currency,
                one.amount_given,
                one.time_given,
                one.channel,
                one.reference,
                one.text,
                held[one.ledger].name,
                str(one.row),
                str(one.line),
                held[one.ledger].digest,
                str(held[one.ledger].marking.handling),
                str(held[one.ledger].marking.grade),
            )
        )
        for one in lines
    ]


def as_csv(env: Env, access: Access, lines: Sequence[LineView]) -> bytes:
    """The transfers as CSV with their sources; what a spreadsheet would compute stays text."""
    rows = with_sources(env, access, lines)
    consulted(env, access, subjects=[access.case], reference="money export csv")
    return _table(HEADER, (row.cells for row in rows))


def sources_for_paper(env: Env, access: Access) -> tuple[LedgerView, ...]:
    """The ledgers that a paper names as its sources; that it is made is in the journal."""
    held = ledgers(env, access)
    consulted(env, access, subjects=[access.case], reference="money export pdf")
    return held


def trace_as_csv(env: Env, access: Access, found: Sequence[Tracing[Moved]]) -> bytes:
    """Each transfer that carries traced money, with how much, by which accounting, and its source."""
    held = {one.id: one for one in ledgers(env, access)}
    consulted(env, access, subjects=[access.case], reference="money export trace")
    return _table(
        TRACED,
        (
            (
                one.transfer.time.isoformat(),
                one.transfer.source,
                one.transfer.target,
                format(one.amount, "f"),
                format(one.transfer.amount, "f"),
                each.currency,
                each.way,
                each.accounting,
                held[one.transfer.ledger].name,
                str(one.transfer.row),
                str(one.transfer.line),
                held[one.transfer.ledger].digest,
                str(held[one.transfer.ledger].marking.handling),
                str(held[one.transfer.ledger].marking.grade),
            )
            for each in found
            for one in each.carried
        ),
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def as_goaml(env: Env, access: Access, head: ReportHead, lines: Sequence[LineView]) -> bytes:
    """The report of these transfers, valid against the schema of goAML 5.0.2."""
    if not lines:
        raise NothingToReportError
    consulted(env, access, subjects=[access.case], reference="money export goaml")
    return report(
        head,
        (
            Reported(
                number=f"{number}-{one.reference}"[:50] if one.reference else str(number),
                at=one.at,
                source=one.source,
                target=one.target,
                amount=one.amount,
                text=one.text or one.what,
                place=one.paid_in,
            )
            for number, one in enumerate(lines, 1)
        ),
    )
