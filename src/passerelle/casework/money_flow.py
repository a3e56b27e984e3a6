"""The money of a case as one view: who paid whom in a period, above a sum, by whom or by what.

Picture, months and table are of one selection. Sums are made in one pass over
the narrow columns, and only the lines of one page become values; amounts of
different currencies are never added.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from passerelle.analysis.money.exact_sum import amounts_of, summed
from passerelle.analysis.money.flow import Flow, Stream
from passerelle.analysis.money.sankey import Picture, picture
from passerelle.casework.ledgers import LineView, seen_ledgers, views
from passerelle.casework.money_columns import columns_of
from passerelle.casework.money_facts import persons_of
from passerelle.casework.money_notes import lines_of_note
from passerelle.casework.money_selection import Wanted, handle, of_lines
from passerelle.casework.money_streams import MOST_DRAWN, MOST_LISTED, Stations, stations, streams_of
from passerelle.store.models import LedgerLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from passerelle.analysis.money.exact_sum import Bool, Int, Pieces
    from passerelle.casework.access import Access
    from passerelle.casework.money_columns import MoneyColumns
    from passerelle.core.env import Env

PAGE = 100
READ_AT_ONCE = 400
NOTHING = Decimal(0)
MONTH = 7
FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What moved in a month, and what of it is selected."""

    name: str
    amount: Decimal
    transfers: int
    first: date
    last: date
    share: int  # of the largest month, in hundredths
    is_inside: bool  # the period that is looked at touches it


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """The picture, its twin as a table, the months, and one page of the transfers of the selection."""

    wanted: Wanted
    currency: str
    currencies: tuple[str, ...]
    flow: Flow
    picture: Picture
    handles: dict[str, str]
    picked: str  # the group's name, "" for all
    picked_to: str  # with it, the stream between the two
    forward: tuple[Stream, ...]  # the largest
    returns: tuple[Stream, ...]
    shown: tuple[LineView, ...]
    count: int
    page: int
    pages: int
    months: tuple[Month, ...]
    total: Decimal
    not_drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selection:
    """The lines of one currency, the groups they lead through, and which are of the period and selected."""

    own: MoneyColumns
    currencies: tuple[str, ...]
    currency: str
    through: Stations
    inside: Bool
    chosen: Bool
    picked: str
    to: str

    @property
    def lines(self) -> Int:
        """Where the lines are that are both."""
        return np.flatnonzero(self.chosen & self.inside)


def money_view(env: Env, access: Access, wanted: Wanted) -> MoneyView:
    """The money of this access's case, as far as this reader may see it; raises AbsentError."""
    found = _selection(env, access, wanted)
    own, lines = found.own, found.lines
    streams = streams_of(
        found.through.only(found.inside), own.amount[:, found.inside], own.decimals, wanted.threshold
    )
    drawn = streams.largest_flow(found.picked)
    forward = streams.listed(streams.shown & streams.forward, MOST_LISTED)
    returns = streams.listed(streams.shown & ~streams.forward, MOST_LISTED)
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(wanted.page, 1), pages)
    return MoneyView(
        wanted=wanted,
        currency=found.currency,
        currencies=found.currencies,
        picture=picture(drawn),
        handles=_handles(env, drawn, forward, returns),
        picked=found.picked,
        picked_to=found.to,
        flow=replace(drawn, forward=forward, returns=returns),
        forward=forward,
        returns=returns,
        shown=_lines(env, own, lines[(page - 1) * PAGE : page * PAGE]),
        count=len(lines),
        page=page,
        pages=pages,
        months=_months(own.only(found.chosen), wanted),
        total=_sum(own.amount[:, lines], own.decimals),
        not_drawn=int((streams.shown & streams.forward).sum()) - len(drawn.forward),
    )


def selected_lines(env: Env, access: Access, wanted: Wanted) -> tuple[LineView, ...]:
    """Every transfer of the selection, in time order, as far as this reader may see it."""
    found = _selection(env, access, wanted)
    pieces = range(0, len(found.lines), READ_AT_ONCE)
    return tuple(
        line for begin in pieces for line in _lines(env, found.own, found.lines[begin : begin + READ_AT_ONCE])
    )


def _selection(env: Env, access: Access, wanted: Wanted) -> _Selection:
    every = columns_of(env, seen_ledgers(env, access))
    noted = lines_of_note(env, access, wanted.note) if wanted.note else ()
    currencies = _currencies_in(every, every.currency)
    currency = _currency_in(wanted, every, currencies, noted)
    of_it = every.currencies.index(currency) if currency else -1
    own = every.only(every.currency == of_it)
    through = stations(own, wanted.grouping, persons_of(env, access))
    picked, to = _picked(env, wanted, through.names)
    return _Selection(
        own=own,
        currencies=currencies,
        currency=currency,
        through=through,
        inside=_inside(own, wanted),
        chosen=own.are(noted) if wanted.note else _chosen(through, len(own), picked, to),
        picked="" if wanted.note else picked,
        to="" if wanted.note else to,
    )


def _currencies_in(every: MoneyColumns, of_lines: Int) -> tuple[str, ...]:
    counts = np.bincount(of_lines, minlength=len(every.currencies)).tolist()
    counted = [(-number, name) for name, number in zip(every.currencies, counts, strict=True) if number]
    return tuple(name for _, name in sorted(counted))


def _currency_in(
    wanted: Wanted, every: MoneyColumns, currencies: Sequence[str], noted: Sequence[Sequence[str | int]]
) -> str:
    """The one that is asked for, else that of most lines, of a question's lines where one is looked at."""
    if wanted.currency in currencies:
        return wanted.currency
    of_note = _currencies_in(every, every.currency[every.are(noted)])
    return next(iter(of_note or currencies), "")


def _inside(own: MoneyColumns, wanted: Wanted) -> Bool:
    """Which lines are of the period."""
    day, inside = own.day, np.ones(len(own), np.bool_)
    if wanted.since:
        inside &= day >= wanted.since.toordinal() - FIRST_DAY
    if wanted.until:
        inside &= day <= wanted.until.toordinal() - FIRST_DAY
    return inside


def _picked(env: Env, wanted: Wanted, names: Sequence[str]) -> tuple[str, str]:
    """The names of the group, and with it of the stream's other end, that an address asks for."""
    asked = {wanted.pick, wanted.to} - {""}
    found = {given: name for name, given in _given(env, names) if given in asked} if asked else {}
    picked = found.get(wanted.pick, "")
    return picked, found.get(wanted.to, "") if picked else ""


def _given(env: Env, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, handle(env, name)) for name in names)


def _chosen(through: Stations, lines: int, name: str, to: str) -> Bool:
    """Which lines are selected, whatever the period."""
    if name and to:
        return through.between(name, to)
    return through.through(name) if name else np.ones(lines, np.bool_)


def _handles(env: Env, drawn: Flow, *listed: Sequence[Stream]) -> dict[str, str]:
    named = {end for streams in listed for one in streams for end in (one.source, one.target)}
    return dict(_given(env, sorted(named | set(drawn.order))))


def _lines(env: Env, own: MoneyColumns, places: Int) -> tuple[LineView, ...]:
    rows = zip(own.ledger[places].tolist(), own.row[places].tolist(), strict=True)
    wanted = of_lines([(own.ledgers[ledger], row) for ledger, row in rows])
    return tuple(views(in_time(LedgerLine.objects.using(env.database).filter(wanted))))


def _sum(amount: Pieces, decimals: int) -> Decimal:
    return amounts_of(summed(amount, np.zeros(amount.shape[1], np.int64), 1), decimals)[0]


def _months(own: MoneyColumns, wanted: Wanted) -> tuple[Month, ...]:
    """Every month of the selection, whatever the period, which is chosen among them."""
    days, of_day = np.unique(own.day, return_inverse=True)
    names = [date.fromordinal(int(day) + FIRST_DAY).isoformat()[:MONTH] for day in days]
    known = list(dict.fromkeys(names))
    of_month = np.array([known.index(name) for name in names], dtype=np.int64)[of_day]
    amounts = amounts_of(summed(own.amount, of_month, len(known)), own.decimals)
    counts = np.bincount(of_month, minlength=len(known)).tolist()
    largest = max(amounts, default=NOTHING) or Decimal(1)
    since = wanted.since.isoformat()[:MONTH] if wanted.since else ""
    until = wanted.until.isoformat()[:MONTH] if wanted.until else "9999-12"
    return tuple(
        Month(
            name=name,
            first=(first := date.fromisoformat(f"{name}-01")),
            last=first.replace(day=monthrange(first.year, first.month)[1]),
            amount=amount,
            transfers=number,
            share=int(100 * amount / largest),
            is_inside=since <= name <= until,
        )
        for name, amount, number in zip(known, amounts, counts, strict=True)
    )


def in_time(lines: QuerySet[LedgerLine]) -> QuerySet[LedgerLine]:
    """The lines in time order."""
    return lines.order_by("at", "ledger_id", "row")


def largest(full: Flow, picked: str) -> Flow:
    """The streams between the groups that most goes through, as many as a picture can hold.

    Where one is picked, it is drawn with those it has most to do with.
    """
    through: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in full.forward:
        if not picked or picked in (one.source, one.target):
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
