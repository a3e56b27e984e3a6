"""Round trips and amounts kept below a threshold, as questions of the case.

A pattern that touches an account with signs of control is not asked: whoever
holds it is met by protection first (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.identifying import hidden_subjects
from passerelle.casework.journaling import record
from passerelle.casework.ledgers import LineView, lines_of
from passerelle.casework.money_notes import ask_once
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from passerelle.analysis.money.kind import Kind
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MOST = 50


class AnalysisAbsentError(PasserelleError):
    """The extra that searches transfers is not installed; nothing was asked."""

    def __init__(self) -> None:
        super().__init__("the analysis extra is not installed; nothing was asked, add passerelle[analysis]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Transfer:
    """A line as the searches read it."""

    row: int
    source: str
    target: str
    amount: Decimal
    currency: str
    time: datetime


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What a search found, in words and in numbers."""

    kind: Kind
    version: str
    why: str
    members: list[LineView]
    numbers: dict[str, int]


def ask_patterns(env: Env, access: Access) -> int:
    """How many questions are new: at most fifty of each kind, none twice."""
    lines = lines_of(env, access)
    found = list(_found(lines))
    with transaction.atomic(using=env.database):
        hidden = hidden_subjects(env, access.case)
        asked = [
            ask_once(
                env,
                access,
                rule=f"{one.kind} v{one.version}",
                text=one.why,
                lines=[(line.ledger, line.row) for line in one.members],
                said={"kind": str(one.kind), "version": one.version, "numbers": one.numbers},
            )
            for one in found
            if not hidden & {side for line in one.members for side in (line.source, line.target)}
        ]
        record(env, access, Act.COMBINATION, subjects=[access.case], reference="patterns")
    return sum(asked)


def _found(lines: Sequence[LineView]) -> Iterator[_Pattern]:
    try:
        from passerelle.analysis.money.arranged import arranged  # noqa: PLC0415 - an optional extra
        from passerelle.analysis.money.column import as_ledger  # noqa: PLC0415 - same
        from passerelle.analysis.money.kind import Kind  # noqa: PLC0415 - same
        from passerelle.analysis.money.parameter import DAY, VERSION, Parameters, in_units  # noqa: PLC0415 - same
        from passerelle.analysis.money.pattern import search  # noqa: PLC0415 - same
        from passerelle.analysis.money.pattern_line import pattern_line  # noqa: PLC0415 - same
    except ModuleNotFoundError:
        raise AnalysisAbsentError from None
    transfers = arranged([_transfer(number, line) for number, line in enumerate(lines)])
    ledger, decimals = as_ledger(transfers)
    asked = Parameters()
    days = {Kind.CYCLE: asked.cycle_within // DAY, Kind.STRUCTURING: asked.structuring_within // DAY}
    for group in search(ledger, tuple(days), in_units(asked, decimals)):
        for number, members in enumerate(group.found):
            if number == MOST:
                break
            chosen = [transfers[place] for place in ledger.row[members].tolist()]
            why = str(pattern_line(group.kind, chosen, group.rule)["why"])
            numbers = {
                "transfers": len(chosen),
                "payers": len({one.source for one in chosen}),
                "paid": len({one.target for one in chosen}),
                "days": days[group.kind],
            }
            yield _Pattern(group.kind, VERSION, why, [lines[one.row] for one in chosen], numbers)


def _transfer(number: int, line: LineView) -> _Transfer:
    return _Transfer(
        row=number,
        source=line.source,
        target=line.target,
        amount=line.amount,
        currency=line.currency,
        time=line.at,
    )
