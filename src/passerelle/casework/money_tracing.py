"""Tracing over the ledgers of a case: from accounts of one person or from transfers, either way in time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from passerelle.analysis.money.flow import Move, flow
from passerelle.analysis.money.sankey import Picture, picture
from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Total, Way, pays_or_is_paid, traced
from passerelle.casework.ledgers import seen_ledgers
from passerelle.casework.money_facts import persons_of
from passerelle.casework.money_flow import in_time, largest
from passerelle.casework.money_selection import NOT_SAID, handle
from passerelle.errors import PasserelleError
from passerelle.formats.account_text import account_of
from passerelle.store.models import LedgerLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from passerelle.analysis.money.tracing import Carried, Reached, Tracing
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

SHOWN = 200
NAMES = ("ledger_id", "row", "line", "source", "target", "amount", "currency", "at", "channel")


class AccountAbsentError(PasserelleError):
    """No ledger of the case names the account; nothing was traced."""

    def __init__(self) -> None:
        super().__init__("no ledger of this case names that account; nothing was traced, check it")


@dataclass(frozen=True, slots=True)
class Moved:
    """A line as tracing reads it."""

    ledger: str
    row: int
    line: int
    source: str
    target: str
    amount: Decimal
    currency: str
    time: datetime
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceWanted:
    """Where tracing begins: groups by their handles, or lines by ledger and row; and how it goes."""

    picks: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    way: Way = Way.FORWARDS
    accounting: Accounting = Accounting.PROPORTIONAL
    period: Period = Period.MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedView:
    """What became of the payments of one currency."""

    tracing: Tracing[Moved]
    picture: Picture
    handles: dict[str, str]
    periods: tuple[Total, ...]
    channels: tuple[Total, ...]
    reached: tuple[Reached, ...]
    shown: tuple[Carried[Moved], ...]
    transfers: int
    accounts: int


def traces(env: Env, access: Access, wanted: TraceWanted) -> tuple[TracedView, ...]:
    """One view for each currency, as far as this reader may see the ledgers; raises AbsentError."""
    found = tracings(env, access, wanted)
    return tuple(_view(env, one, wanted.period) for one in found)


def tracings(env: Env, access: Access, wanted: TraceWanted) -> tuple[Tracing[Moved], ...]:
    """One tracing for each currency in which there is a start."""
    if not (wanted.picks or wanted.lines):
        return ()
    moved = _moved(env, access)
    accounts = _accounts(env, access, wanted.picks, moved)
    return traced(moved, _starts(accounts, wanted), wanted.way, wanted.accounting)


def handles_of(env: Env, access: Access, text: str) -> tuple[str, ...]:
    """The handles of the accounts in the text, parted by commas or lines; raises AccountAbsentError."""
    asked = [account_of(part).number for part in text.replace("\n", ",").split(",") if part.strip()]
    lines = LedgerLine.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access)).order_by()
    for account in asked:
        if not (lines.filter(source=account).exists() or lines.filter(target=account).exists()):
            raise AccountAbsentError
    return tuple(handle(env, account) for account in dict.fromkeys(asked))


def _moved(env: Env, access: Access) -> list[Moved]:
    lines = LedgerLine.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access))
    rows = in_time(lines).values_list(*NAMES).iterator()
    return [
        Moved(ledger, row, line, source, target, Decimal(amount), currency, at, channel)
        for ledger, row, line, source, target, amount, currency, at, channel in rows
    ]


def _accounts(env: Env, access: Access, picks: Sequence[str], moved: Iterable[Moved]) -> frozenset[str]:
    """The accounts behind the handles; the handle of a mark stands for every account that has it."""
    asked = frozenset(picks)
    if not asked:
        return frozenset()
    persons = persons_of(env, access)
    names = {end for one in moved for end in (one.source, one.target) if end}
    return frozenset(
        name for name in names if {handle(env, name), handle(env, persons.get(name, name))} & asked
    )


def _starts(accounts: frozenset[str], wanted: TraceWanted) -> Callable[[Moved], bool]:
    of_accounts, lines = pays_or_is_paid(accounts, wanted.way), frozenset(wanted.lines)
    return lambda one: of_accounts(one) or (one.ledger, one.row) in lines


def _view(env: Env, found: Tracing[Moved], period: Period) -> TracedView:
    moves = [
        Move(one.transfer.source or NOT_SAID, one.transfer.target or NOT_SAID, one.amount)
        for one in found.carried
    ]
    drawn = largest(flow(moves), "")
    names = {*drawn.order, *(one.account for one in found.reached[:SHOWN])}
    return TracedView(
        tracing=found,
        picture=picture(drawn),
        handles={name: handle(env, name) for name in names},
        periods=found.by_period(period),
        channels=found.by_channel(),
        reached=found.reached[:SHOWN],
        shown=found.carried[:SHOWN],
        transfers=len(found.carried),
        accounts=len(found.reached),
    )
