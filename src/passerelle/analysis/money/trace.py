"""Where a payment went, and where it came from, in time order and by a named way of accounting.

Money in an account is mixed, so which part of it a later payment carries is a
convention and no fact; the result names the convention. Amounts are whole small
units of one currency and nothing is lost in rounding: what is traced always
adds up to what was started from. Where an account pays more than the ledger
shows that it had, it is taken to have had the difference before.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from decimal import Decimal


class Accounting(StrEnum):
    """Which part of mixed money a payment carries."""

    PROPORTIONAL = "proportional"
    FIRST_IN_FIRST_OUT = "first-in-first-out"
    LOWEST_INTERMEDIATE_BALANCE = "lowest-intermediate-balance"


class UntraceableError(PasserelleError):
    """A payment to trace is not in the ledger; nothing was traced."""

    def __init__(self, position: int, size: int) -> None:
        super().__init__(
            f"payment {position} is not one of the {size} of this ledger and currency; nothing was traced"
        )


@dataclass(frozen=True, slots=True)
class Payment:
    """So much from one account to another, in whole small units."""

    source: str
    target: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How much of each payment is traced, where the rest of it stays, and of how much in all.

    Forwards `at_rest` is what an account still holds at the end; backwards it is
    what an account had from before, or from where the ledger does not say.
    """

    accounting: Accounting
    forwards: bool
    started: int
    units: dict[int, int]
    at_rest: dict[str, int]

    def share(self, account: str) -> tuple[int, int]:
        """What ended at the account, of what was started from: an exact fraction."""
        return self.at_rest.get(account, 0), self.started


class _Pool(Protocol):
    def put(self, units: int, traced: int) -> None: ...
    def take(self, units: int) -> int: ...
    @property
    def traced(self) -> int: ...


@dataclass(slots=True)
class _Proportional:
    """Every payment carries the same share as the account holds."""

    balance: int
    traced: int = 0

    def put(self, units: int, traced: int) -> None:
        self.balance += units
        self.traced += traced

    def take(self, units: int) -> int:
        taken = self.traced * units // self.balance if self.balance else 0
        self.balance -= units
        self.traced -= taken
        return taken


@dataclass(slots=True)
class _FirstIn:
    """What came first leaves first."""

    opening: int
    lots: deque[tuple[int, int]] = field(default_factory=deque)

    @property
    def traced(self) -> int:
        return sum(traced for _, traced in self.lots)

    def put(self, units: int, traced: int) -> None:
        self.lots.append((units, traced))

    def take(self, units: int) -> int:
        from_opening = min(units, self.opening)
        self.opening -= from_opening
        units -= from_opening
        taken = 0
        while units:
            lot, traced = self.lots.popleft()
            part = min(lot, units)
            carried = traced * part // lot
            taken += carried
            units -= part
            if part < lot:
                self.lots.appendleft((lot - part, traced - carried))
        return taken


@dataclass(slots=True)
class _LowestBalance:
    """Other money leaves first, so no more stays traced than the lowest balance since."""

    balance: int
    traced: int = 0

    def put(self, units: int, traced: int) -> None:
        self.balance += units
        self.traced += traced

    def take(self, units: int) -> int:
        self.balance -= units
        taken = max(0, self.traced - self.balance)
        self.traced -= taken
        return taken


_POOLS: dict[Accounting, Callable[[int], _Pool]] = {
    Accounting.PROPORTIONAL: _Proportional,
    Accounting.FIRST_IN_FIRST_OUT: _FirstIn,
    Accounting.LOWEST_INTERMEDIATE_BALANCE: _LowestBalance,
}


def forwards(
    payments: Sequence[Payment],
    starts: Collection[int],
    accounting: Accounting,
    opening: Mapping[str, int] | None = None,
) -> Trace:
    """Where these payments went; the payments are in time order and of one currency."""
    _check(starts, len(payments))
    before = balances_before(payments, opening or {})
    pools = {account: _POOLS[accounting](units) for account, units in before.items()}
    traced: dict[int, int] = {}
    started = 0
    for position, payment in enumerate(payments):
        carried = pools[payment.source].take(payment.units)
        if position in starts:
            # Money that came round again is not started from twice.
            started += payment.units - carried
            carried = payment.units
        pools[payment.target].put(payment.units, carried)
        if carried:
            traced[position] = carried
    at_rest = {account: pool.traced for account, pool in pools.items() if pool.traced}
    return Trace(accounting=accounting, forwards=True, started=started, units=traced, at_rest=at_rest)


def balances_before(payments: Iterable[Payment], opening: Mapping[str, int]) -> dict[str, int]:
    """What each account must have had before, at least: as given, and more where it pays more."""
    now: dict[str, int] = {}
    lowest: dict[str, int] = {}
    for payment in payments:
        for account, change in ((payment.source, -payment.units), (payment.target, payment.units)):
            now[account] = now.get(account, opening.get(account, 0)) + change
            lowest[account] = min(lowest.get(account, 0), now[account])
    return {account: opening.get(account, 0) - low for account, low in lowest.items()}


def by_period(trace: Trace, period: Callable[[int], str]) -> dict[str, int]:
    """The traced units of each period, where `period` names that of a payment."""
    totals: dict[str, int] = {}
    for position, units in trace.units.items():
        name = period(position)
        totals[name] = totals.get(name, 0) + units
    return totals


def amount(units: int, example: Decimal) -> Decimal:
    """Units as an amount with the decimals of the example, exactly."""
    return example.__class__((0, tuple(map(int, str(units))), int(example.as_tuple().exponent)))


def _check(starts: Iterable[int], size: int) -> None:
    for position in starts:
        if not 0 <= position < size:
            raise UntraceableError(position, size)
