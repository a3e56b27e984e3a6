"""Tracing transfers of several currencies: whom payments reached, when and how, currency by currency.

A start is a payment of the account or the person that is traced, or single
payments that somebody names. What moves between accounts of the same person is
no start. An account that the ledger does not name is one of its own each time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from passerelle.analysis.money.pattern_line import EXACT, Transfer
from passerelle.analysis.money.trace import Accounting, Payment, Trace, forwards
from passerelle.analysis.money.trace_back import backwards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NOTHING = Decimal(0)
SHARE_PLACES = Decimal("0.0001")


class Channelled(Transfer, Protocol):
    """A transfer whose way is known, or empty."""

    @property
    def channel(self) -> str:
        """How the money moved."""


T = TypeVar("T", bound=Channelled)


class Way(StrEnum):
    """In which direction of time money is followed."""

    FORWARDS = "forwards"
    BACKWARDS = "backwards"


class Period(StrEnum):
    """What totals are made of."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


LENGTHS = {Period.YEAR: 4, Period.MONTH: 7, Period.DAY: 10}


@dataclass(frozen=True, slots=True)
class Carried(Generic[T]):
    """A transfer, and how much of it is traced."""

    transfer: T
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What of the traced money an account got (backwards: paid) in all, and what rests with it.

    Backwards, what rests is what the account had from before or from where the
    ledger does not say. `share` is what rests, of what was started from.
    """

    account: str
    through: Decimal
    rests: Decimal
    share: Decimal

    @property
    def percent(self) -> Decimal:
        """The share in hundredths."""
        return self.share.scaleb(2)


@dataclass(frozen=True, slots=True)
class Total:
    """The traced money of a period or a channel, in how many transfers."""

    name: str
    amount: Decimal
    transfers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracing(Generic[T]):
    """What became of the payments of one currency, by the accounting that is named."""

    currency: str
    accounting: Accounting
    way: Way
    started: Decimal
    carried: tuple[Carried[T], ...]
    reached: tuple[Reached, ...]

    def by_period(self, period: Period) -> tuple[Total, ...]:
        """The traced money of each period, earliest first."""
        return self._totals(lambda one: one.time.isoformat()[: LENGTHS[period]])

    def by_channel(self) -> tuple[Total, ...]:
        """The traced money of each channel; what the ledger names no channel for has none."""
        return self._totals(lambda one: one.channel)

    def _totals(self, name: Callable[[T], str]) -> tuple[Total, ...]:
        sums: defaultdict[str, list[Decimal]] = defaultdict(list)
        for one in self.carried:
            sums[name(one.transfer)].append(one.amount)
        return tuple(Total(key, sum(each, NOTHING), len(each)) for key, each in sorted(sums.items()))


def pays_or_is_paid(accounts: Iterable[str], way: Way) -> Callable[[Channelled], bool]:
    """Whether a transfer is a start for these accounts of one person: it leaves them, or comes to them."""
    own = frozenset(accounts)

    def starts(one: Channelled) -> bool:
        ends = (one.source, one.target) if way is Way.FORWARDS else (one.target, one.source)
        return ends[0] in own and ends[1] not in own

    return starts


def traced(
    transfers: Sequence[T], starts: Callable[[T], bool], way: Way, accounting: Accounting
) -> tuple[Tracing[T], ...]:
    """One tracing for each currency in which there is a start; the transfers are in time order."""
    by_currency: defaultdict[str, list[T]] = defaultdict(list)
    for one in transfers:
        by_currency[one.currency].append(one)
    return tuple(
        _traced(currency, own, [place for place, one in enumerate(own) if starts(one)], way, accounting)
        for currency, own in sorted(by_currency.items())
        if any(map(starts, own))
    )


def _traced(
    currency: str, transfers: Sequence[T], starts: Sequence[int], way: Way, accounting: Accounting
) -> Tracing[T]:
    decimals = max(_decimals(one.amount) for one in transfers)
    payments = [
        Payment(
            one.source or f"\0{number}+",
            one.target or f"\0{number}-",
            int(one.amount.scaleb(decimals, EXACT)),
        )
        for number, one in enumerate(transfers)
    ]
    follow = forwards if way is Way.FORWARDS else backwards
    found = follow(payments, frozenset(starts), accounting)
    return Tracing(
        currency=currency,
        accounting=accounting,
        way=way,
        started=_amount(found.started, decimals),
        carried=tuple(
            Carried(transfers[at], _amount(found.units[at], decimals)) for at in sorted(found.units)
        ),
        reached=_reached(payments, found, decimals),
    )


def _reached(payments: Sequence[Payment], found: Trace, decimals: int) -> tuple[Reached, ...]:
    through: defaultdict[str, int] = defaultdict(int)
    rests: defaultdict[str, int] = defaultdict(int)
    for place, units in found.units.items():
        payment = payments[place]
        through[_named(payment.target if found.forwards else payment.source)] += units
    for account, units in found.at_rest.items():
        rests[_named(account)] += units
    names = sorted(through.keys() | rests.keys(), key=lambda name: (-rests[name], -through[name], name))
    return tuple(
        Reached(
            account=name,
            through=_amount(through[name], decimals),
            rests=_amount(rests[name], decimals),
            share=(Decimal(rests[name]) / Decimal(found.started)).quantize(SHARE_PLACES)
            if found.started
            else NOTHING,
        )
        for name in names
    )


def _named(account: str) -> str:
    return "" if account.startswith("\0") else account


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _amount(units: int, decimals: int) -> Decimal:
    return Decimal((0, tuple(map(int, str(units))), -decimals))
