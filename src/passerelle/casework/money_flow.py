"""The money of a case as one view: who paid whom in a period, above a sum, by account, country or channel.

What a selection is called in an address is a keyed digest: no account number
is ever in one. Amounts of different currencies are never added.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from passerelle.analysis.money.flow import Flow, Move, Stream, flow
from passerelle.analysis.money.sankey import Picture, picture
from passerelle.casework.ledgers import LineView, lines_of
from passerelle.formats.account_text import AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MOST_DRAWN = 40
MOST_ROWS = 500
HANDLE = 16


class Grouping(StrEnum):
    """What stands for a bar of the picture."""

    ACCOUNT = "account"
    COUNTRY = "country"  # of the account, as its number says; never of a person
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look at; `pick` is the handle of a group, empty for all."""

    since: date | None = None
    until: date | None = None
    threshold: Decimal = Decimal(0)
    currency: str = ""
    grouping: Grouping = Grouping.ACCOUNT
    pick: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What moved in a month."""

    name: str
    amount: Decimal
    transfers: int
    share: int  # of the largest month, in hundredths


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """The picture, its twin as a table, and the transfers of the selection."""

    wanted: Wanted
    currencies: tuple[str, ...]
    flow: Flow
    picture: Picture
    handles: dict[str, str]
    picked: str  # the group's name, "" for all
    lines: tuple[LineView, ...]
    shown: tuple[LineView, ...]
    months: tuple[Month, ...]
    total: Decimal
    not_drawn: int


def money_view(env: Env, access: Access, wanted: Wanted) -> MoneyView:
    """The money of this access's case, as far as this reader may see it; raises AbsentError."""
    every = lines_of(env, access)
    currencies = _currencies(every)
    currency = wanted.currency if wanted.currency in currencies else next(iter(currencies), "")
    chosen = [line for line in every if line.currency == currency and _within(line, wanted)]
    full = flow(_moves(chosen, wanted.grouping), threshold=wanted.threshold)
    drawn = _largest(full)
    handles = {name: handle(env, name) for name in full.order}
    picked = next((name for name, given in handles.items() if given == wanted.pick), "")
    selected = [line for line in chosen if not picked or picked in _groups(line, wanted.grouping)]
    return MoneyView(
        wanted=wanted,
        currencies=currencies,
        flow=full,
        picture=picture(drawn),
        handles=handles,
        picked=picked,
        lines=tuple(selected),
        shown=tuple(selected[:MOST_ROWS]),
        months=_months(selected),
        total=sum((line.amount for line in selected), Decimal(0)),
        not_drawn=len(full.forward) - len(drawn.forward),
    )


def handle(env: Env, name: str) -> str:
    """A name for a group that only this node can make and that says nothing."""
    return hmac.new(env.secret("money handle"), name.encode(), hashlib.sha256).hexdigest()[:HANDLE]


def _currencies(lines: Iterable[LineView]) -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for line in lines:
        counted[line.currency] = counted.get(line.currency, 0) + 1
    return tuple(sorted(counted, key=lambda one: (-counted[one], one)))


def _within(line: LineView, wanted: Wanted) -> bool:
    day = line.at.date()
    return (wanted.since is None or day >= wanted.since) and (wanted.until is None or day <= wanted.until)


def _moves(lines: Iterable[LineView], grouping: Grouping) -> Iterable[Move]:
    for line in lines:
        groups = _groups(line, grouping)
        for source, target in pairwise(groups):
            yield Move(source, target, line.amount)


def _groups(line: LineView, grouping: Grouping) -> tuple[str, ...]:
    match grouping:
        case Grouping.ACCOUNT:
            return _name(line.source), _name(line.target)
        case Grouping.COUNTRY:
            return (
                f"{_country(line.source, line.source_kind)} →",
                f"→ {_country(line.target, line.target_kind)}",
            )
        case Grouping.CHANNEL:
            return _name(line.source), line.channel or "?", _name(line.target)


def _name(account: str) -> str:
    return account or "?"


def _country(account: str, kind: str) -> str:
    return account[:2] if kind == AccountKind.IBAN else "?"


def _largest(full: Flow) -> Flow:
    """The streams between the groups that most goes through, as many as a picture can hold."""
    through: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in full.forward:
        through[one.source] += one.amount
        through[one.target] += one.amount
    largest = set(sorted(through, key=lambda name: -through[name])[:MOST_DRAWN])

    def of(streams: Sequence[Stream]) -> tuple[Stream, ...]:
        return tuple(one for one in streams if {one.source, one.target} <= largest)

    return Flow(
        order=tuple(name for name in full.order if name in largest),
        forward=of(full.forward),
        returns=of(full.returns),
        below=full.below,
        below_amount=full.below_amount,
    )


def _months(lines: Sequence[LineView]) -> tuple[Month, ...]:
    sums: dict[str, list[Decimal]] = {}
    for line in lines:
        sums.setdefault(line.at.strftime("%Y-%m"), []).append(line.amount)
    totals = {name: sum(amounts, Decimal(0)) for name, amounts in sorted(sums.items())}
    largest = max(totals.values(), default=Decimal(0)) or Decimal(1)
    return tuple(
        Month(name=name, amount=total, transfers=len(sums[name]), share=int(100 * total / largest))
        for name, total in totals.items()
    )
