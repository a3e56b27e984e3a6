"""Postponement and freezing: money that is held for a time by somebody's decision, and the clock of it.

The hours are those of the law that the decision names; nothing here knows a
law. Time runs from the decision, in real hours, and nothing extends it but a new
decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import datetime


class FreezeKind(StrEnum):
    """What holds the money."""

    POSTPONEMENT = "postponement"  # by a financial intelligence unit: a transaction waits
    FREEZING = "freezing"  # by a judicial authority: property may not be moved


class FreezeState(StrEnum):
    """Where it stands at an instant."""

    ASKED = "asked"
    HOLDING = "holding"
    EXPIRED = "expired"
    ENDED = "ended"


class OrderAnswer(StrEnum):
    """What a bank answers to an order: nothing else of the account, and nothing of its holder."""

    HELD = "held"
    HELD_IN_PART = "held-in-part"
    NOT_FOUND = "not-found"
    EMPTY = "empty"
    REFUSED = "refused"

    @property
    def holds(self) -> bool:
        """Whether a sum is held."""
        return self in {OrderAnswer.HELD, OrderAnswer.HELD_IN_PART}


class FreezeClockError(PasserelleError):
    """The hours of a freeze are none that a law gives; nothing was asked."""

    def __init__(self) -> None:
        super().__init__("say for how many hours, at least one; nothing was asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeClock:
    """When it was asked, decided and ended, and how many hours the law gives."""

    hours: int
    asked_at: datetime
    decided_at: datetime | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raises FreezeClockError below one hour."""
        if self.hours < 1:
            raise FreezeClockError

    @property
    def until(self) -> datetime | None:
        """The last instant that the money is held; None while nobody decided."""
        return self.decided_at + timedelta(hours=self.hours) if self.decided_at else None

    def state(self, at: datetime) -> FreezeState:
        """Where it stands; at its last instant it still holds."""
        if self.ended_at is not None and self.ended_at <= at:
            return FreezeState.ENDED
        until = self.until
        if until is None:
            return FreezeState.ASKED
        return FreezeState.HOLDING if at <= until else FreezeState.EXPIRED
