"""The money of a case as one view: who paid whom in a period, above a sum, by whom or by what.

Picture, months and table are of one selection. Sums are made in one pass over
the narrow columns, and only the lines of one page become values; amounts of
different currencies are never added.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from passerelle.analysis.money.flow import Flow, Stream, flow_of
from passerelle.analysis.money.sankey import Picture, picture
from passerelle.casework.ledgers import LineView, seen_ledgers, views
from passerelle.casework.money_facts import persons_of
from passerelle.casework.money_notes import lines_of_note
from passerelle.casework.money_selection import (
    Ends,
    Grouping,
    Wanted,
    groups,
    handle,
    of_group,
    of_lines,
    of_stream,
    within,
)
from passerelle.store.day_text import DayText
from passerelle.store.models import LedgerLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MOST_DRAWN = 40
MOST_LISTED = 200
PAGE = 100
EXACT = Context(prec=60)
NOTHING = Decimal(0)
PIECE = 10_000
MONTH = 7


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


@dataclass(frozen=True, slots=True)
class _Selected:
    """The lines that are selected, and the names of what is."""

    lines: Q
    picked: str = ""
    to: str = ""


def money_view(env: Env, access: Access, wanted: Wanted) -> MoneyView:
    """The money of this access's case, as far as this reader may see it; raises AbsentError."""
    every = LedgerLine.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access))
    persons = persons_of(env, access)
    currencies = _currencies(every)
    currency = _currency(env, access, wanted, every, currencies)
    own = every.filter(currency=currency)
    full = flow_of(_streams(own.filter(within(wanted)), wanted.grouping, persons), threshold=wanted.threshold)
    handles = {name: handle(env, name) for name in full.order}
    chosen = _selected(env, access, wanted, handles, persons)
    drawn = largest(full, chosen.picked)
    selected = own.filter(within(wanted) & chosen.lines)
    months, inside = _sums(own.filter(chosen.lines), wanted)
    pages = max(1, -(-inside.transfers // PAGE))
    page = min(max(wanted.page, 1), pages)
    return MoneyView(
        wanted=wanted,
        currency=currency,
        currencies=currencies,
        flow=full,
        picture=picture(drawn),
        handles=handles,
        picked=chosen.picked,
        picked_to=chosen.to,
        forward=full.forward[:MOST_LISTED],
        returns=full.returns[:MOST_LISTED],
        shown=tuple(views(in_time(selected)[(page - 1) * PAGE : page * PAGE])),
        count=inside.transfers,
        page=page,
        pages=pages,
        months=months,
        total=inside.amount,
        not_drawn=len(full.forward) - len(drawn.forward),
    )


def selected_lines(env: Env, access: Access, wanted: Wanted) -> tuple[LineView, ...]:
    """Every transfer of the selection, in time order, as far as this reader may see it."""
    every = LedgerLine.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access))
    persons = persons_of(env, access)
    currencies = _currencies(every)
    currency = _currency(env, access, wanted, every, currencies)
    own = every.filter(within(wanted), currency=currency)
    names = {
        name for ends in own.values_list(*ENDS).distinct() for name in groups(ends, wanted.grouping, persons)
    }
    handles = {name: handle(env, name) for name in names} if wanted.pick else {}
    chosen = _selected(env, access, wanted, handles, persons)
    return tuple(views(in_time(own.filter(chosen.lines))))


def in_time(lines: QuerySet[LedgerLine]) -> QuerySet[LedgerLine]:
    """The lines in time order."""
    return lines.order_by("at", "ledger_id", "row")


ENDS = ("source", "source_kind", "target", "target_kind", "channel")


def _currencies(lines: QuerySet[LedgerLine]) -> tuple[str, ...]:
    counted = lines.order_by().values_list("currency").annotate(number=Count("id"))
    return tuple(currency for currency, _ in sorted(counted, key=lambda one: (-one[1], one[0])))


def _currency(
    env: Env, access: Access, wanted: Wanted, every: QuerySet[LedgerLine], currencies: Sequence[str]
) -> str:
    """The one that is asked for, else that of most lines, of a question's lines where one is looked at."""
    if wanted.currency in currencies:
        return wanted.currency
    if wanted.note:
        currencies = (
            _currencies(every.filter(of_lines(lines_of_note(env, access, wanted.note)))) or currencies
        )
    return next(iter(currencies), "")


def _selected(
    env: Env, access: Access, wanted: Wanted, handles: Mapping[str, str], persons: Mapping[str, str]
) -> _Selected:
    if wanted.note:
        return _Selected(of_lines(lines_of_note(env, access, wanted.note)))
    names = {given: name for name, given in handles.items()}
    picked, to = names.get(wanted.pick, ""), names.get(wanted.to, "")
    if picked and to:
        return _Selected(of_stream(picked, to, wanted.grouping, persons), picked, to)
    return _Selected(of_group(picked, wanted.grouping, persons), picked) if picked else _Selected(Q())


def _streams(lines: QuerySet[LedgerLine], grouping: Grouping, persons: Mapping[str, str]) -> list[Stream]:
    sums: dict[Ends, Decimal] = {}
    counts: defaultdict[Ends, int] = defaultdict(int)
    with localcontext(EXACT):
        for *ends, amount in lines.order_by().values_list(*ENDS, "amount").iterator(PIECE):
            key: Ends = tuple(ends)
            sums[key] = sums.get(key, NOTHING) + Decimal(amount)
            counts[key] += 1
        return _grouped(sums, counts, grouping, persons)


def _grouped(
    sums: Mapping[Ends, Decimal], counts: Mapping[Ends, int], grouping: Grouping, persons: Mapping[str, str]
) -> list[Stream]:
    found: dict[tuple[str, str], tuple[Decimal, int]] = {}
    for ends, amount in sorted(sums.items()):
        names = groups(ends, grouping, persons)
        for pair in pairwise(names):
            if pair[0] != pair[1]:
                held, number = found.get(pair, (NOTHING, 0))
                found[pair] = held + amount, number + counts[ends]
    return [Stream(*pair, amount, number) for pair, (amount, number) in found.items()]


@dataclass(slots=True)
class _Sum:
    """Transfers, and what they come to."""

    transfers: int = 0
    amount: Decimal = NOTHING

    def add(self, amount: Decimal) -> None:
        """One more."""
        self.transfers += 1
        self.amount += amount


def _sums(lines: QuerySet[LedgerLine], wanted: Wanted) -> tuple[tuple[Month, ...], _Sum]:
    """Every month of the selection, whatever the period, which is chosen among them; and the period's sum."""
    months: defaultdict[str, _Sum] = defaultdict(_Sum)
    inside = _Sum()
    since = wanted.since.isoformat() if wanted.since else ""
    until = wanted.until.isoformat() if wanted.until else "9999-12-31"
    rows = lines.order_by().annotate(day=DayText("at")).values_list("day", "amount")
    with localcontext(EXACT):
        for day, text in rows.iterator(PIECE):
            amount = Decimal(text)
            months[day[:MONTH]].add(amount)
            if since <= day <= until:
                inside.add(amount)
    largest = max((one.amount for one in months.values()), default=NOTHING) or Decimal(1)
    return tuple(
        Month(
            name=name,
            first=(first := date.fromisoformat(f"{name}-01")),
            last=first.replace(day=monthrange(first.year, first.month)[1]),
            amount=one.amount,
            transfers=one.transfers,
            share=int(100 * one.amount / largest),
            is_inside=since[:MONTH] <= name <= until[:MONTH],
        )
        for name, one in sorted(months.items())
    ), inside


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
