"""Where payments came from: the same conventions as forwards, read from the last payment to the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from passerelle.analysis.money.trace import Accounting, Payment, Trace, UntraceableError, balances_before

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class _Want(Protocol):
    """What is still to be explained of one account; `left` is its balance after the payment in hand."""

    def paid(self, units: int, wanted: int, left: int) -> None: ...
    def received(self, units: int, left: int) -> int: ...
    @property
    def wanted(self) -> int: ...


@dataclass(slots=True)
class _Proportional:
    """A payment received explains its share of what the account then held."""

    wanted: int = 0

    def paid(self, units: int, wanted: int, left: int) -> None:
        del units, left
        self.wanted += wanted

    def received(self, units: int, left: int) -> int:
        explained = self.wanted * units // left if left else 0
        self.wanted -= explained
        return explained


@dataclass(slots=True)
class _FirstIn:
    """Payments and receipts are laid end to end, and each explains what lies opposite."""

    came: int
    left: int
    stretches: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return sum(wanted for _, _, wanted in self.stretches)

    def paid(self, units: int, wanted: int, left: int) -> None:
        del left
        self.left -= units
        if wanted:
            self.stretches.append((self.left, self.left + units, wanted))

    def received(self, units: int, left: int) -> int:
        del left
        self.came -= units
        begin, explained, kept = self.came, 0, []
        for low, high, wanted in self.stretches:
            part = max(0, high - max(low, begin))
            here = wanted * part // (high - low)
            explained += here
            if low < begin:
                kept.append((low, min(high, begin), wanted - here))
        self.stretches = kept
        return explained


@dataclass(slots=True)
class _LowestBalance:
    """The latest receipts explain first; what is left then never exceeds the lowest balance since."""

    wanted: int = 0

    def paid(self, units: int, wanted: int, left: int) -> None:
        del units, left
        self.wanted += wanted

    def received(self, units: int, left: int) -> int:
        del left
        explained = min(self.wanted, units)
        self.wanted -= explained
        return explained


def backwards(
    payments: Sequence[Payment],
    ends: Collection[int],
    accounting: Accounting,
    opening: Mapping[str, int] | None = None,
) -> Trace:
    """Where the money of these payments came from; the payments are in time order and of one currency."""
    for position in ends:
        if not 0 <= position < len(payments):
            raise UntraceableError(position, len(payments))
    before = balances_before(payments, opening or {})
    now = dict(before)
    for payment in payments:
        now[payment.source] -= payment.units
        now[payment.target] += payment.units
    wants = _wants(accounting, before, payments)
    traced: dict[int, int] = {}
    started = 0
    for position in range(len(payments) - 1, -1, -1):
        payment = payments[position]
        explained = wants[payment.target].received(payment.units, now[payment.target])
        now[payment.target] -= payment.units
        if position in ends:
            started += payment.units - explained
            explained = payment.units
        wants[payment.source].paid(payment.units, explained, now[payment.source])
        now[payment.source] += payment.units
        if explained:
            traced[position] = explained
    at_rest = {account: want.wanted for account, want in wants.items() if want.wanted}
    return Trace(accounting=accounting, forwards=False, started=started, units=traced, at_rest=at_rest)


def _wants(
    accounting: Accounting, before: Mapping[str, int], payments: Sequence[Payment]
) -> dict[str, _Want]:
    match accounting:
        case Accounting.PROPORTIONAL:
            return {account: _Proportional() for account in before}
        case Accounting.LOWEST_INTERMEDIATE_BALANCE:
            return {account: _LowestBalance() for account in before}
        case Accounting.FIRST_IN_FIRST_OUT:
            came, left = dict(before), dict.fromkeys(before, 0)
            for payment in payments:
                came[payment.target] += payment.units
                left[payment.source] += payment.units
            return {account: _FirstIn(came[account], left[account]) for account in before}
