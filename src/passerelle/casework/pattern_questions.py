"""Round trips and amounts kept below a threshold, as questions of the case.

A pattern that touches an account with signs of control is not asked: whoever
holds it is met by protection first (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record
from passerelle.casework.ledgers import LineView, lines_of
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Identification, MoneyNote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

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


def ask_patterns(env: Env, access: Access) -> int:
    """How many questions are new: at most fifty of each kind, none twice."""
    lines = lines_of(env, access)
    found = list(_found(lines))
    with transaction.atomic(using=env.database):
        held = Identification.objects.using(env.database).filter(case=access.case)
        hidden = set(held.exclude(outcome="no-sign").values_list("subject", flat=True))
        asked = [
            _ask(env, access, rule, why, members)
            for rule, why, members in found
            if not hidden & {side for line in members for side in (line.source, line.target)}
        ]
        record(env, access, Act.COMBINATION, subjects=[access.case], reference="patterns")
    return sum(asked)


def _found(lines: Sequence[LineView]) -> Iterator[tuple[str, str, list[LineView]]]:
    try:
        from passerelle.analysis.money.arranged import arranged  # noqa: PLC0415 - an optional extra
        from passerelle.analysis.money.column import as_ledger  # noqa: PLC0415 - same
        from passerelle.analysis.money.kind import Kind  # noqa: PLC0415 - same
        from passerelle.analysis.money.parameter import VERSION, Parameters, in_units  # noqa: PLC0415 - same
        from passerelle.analysis.money.pattern import search  # noqa: PLC0415 - same
        from passerelle.analysis.money.pattern_line import pattern_line  # noqa: PLC0415 - same
    except ModuleNotFoundError:
        raise AnalysisAbsentError from None
    transfers = arranged([_transfer(number, line) for number, line in enumerate(lines)])
    ledger, decimals = as_ledger(transfers)
    for group in search(ledger, (Kind.CYCLE, Kind.STRUCTURING), in_units(Parameters(), decimals)):
        for number, members in enumerate(group.found):
            if number == MOST:
                break
            chosen = [transfers[place] for place in ledger.row[members].tolist()]
            why = str(pattern_line(group.kind, chosen, group.rule)["why"])
            yield f"{group.kind} v{VERSION}", why, [lines[one.row] for one in chosen]


def _transfer(number: int, line: LineView) -> _Transfer:
    return _Transfer(
        row=number,
        source=line.source,
        target=line.target,
        amount=line.amount,
        currency=line.currency,
        time=line.at,
    )


def _ask(env: Env, access: Access, rule: str, why: str, members: Sequence[LineView]) -> bool:
    lines = [[one.ledger, one.row] for one in members]
    known = MoneyNote.objects.using(env.database).filter(case=access.case, rule=rule)
    if any(row.lines == lines for row in known):
        return False
    MoneyNote.objects.using(env.database).create(
        id=env.new_id(),
        case=access.case,
        kind=MoneyNote.Kind.QUESTION,
        text=why,
        lines=lines,
        rule=rule,
        by=access.officer,
        at=env.now(),
    )
    return True
