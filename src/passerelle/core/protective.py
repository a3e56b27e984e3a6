"""Protective states: dated values that shield identity and block removal (rules 1 and 22).

The guard answers `Cleared` or `NotCleared` and never why. Silence looks the
same: without a signed clearance nobody is cleared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class ProtectiveKind(StrEnum):
    """What protects a person; all of them block removal."""

    ASYLUM = "asylum"
    APPEAL = "appeal"
    INTERIM_MEASURE = "interim-measure"
    REFLECTION = "reflection"
    VICTIM = "victim"
    IDENTIFICATION = "identification"
    DISTRESS = "distress"
    KIN = "kin"  # relative of a person under protection
    UNACCOMPANIED_CHILD = "unaccompanied-child"
    AGE_IN_DOUBT = "age-in-doubt"  # presumed a child until shown otherwise
    ACCOMPANIED_CHILD = "accompanied-child"  # until a best-interests decision is signed

    @property
    def shields_identity(self) -> bool:
        """True where the person's identity never leaves (rule 1)."""
        return not self.is_childhood

    @property
    def is_childhood(self) -> bool:
        """True where the person is, or is presumed, a child."""
        return self in CHILDHOOD


CHILDHOOD = frozenset(
    {
        ProtectiveKind.UNACCOMPANIED_CHILD,
        ProtectiveKind.AGE_IN_DOUBT,
        ProtectiveKind.ACCOMPANIED_CHILD,
    }
)


@dataclass(frozen=True, slots=True)
class ProtectiveState:
    """One state of one person, from one instant to another; `until` is None while it is pending."""

    kind: ProtectiveKind
    since: datetime
    until: datetime | None = None

    def is_pending(self, at: datetime) -> bool:
        """Whether it protects at this instant; a state announced for later protects from its start."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Clearance:
    """A signed decision that nothing stands against removal, as things stood at that instant."""

    signed_by: str  # user id
    at: datetime


@dataclass(frozen=True, slots=True)
class Cleared:
    """Nothing pending, and somebody signed so after the last state ended."""


@dataclass(frozen=True, slots=True)
class NotCleared:
    """No message may be created or sent; it holds no reason, so that none can be shown."""


Guard = Cleared | NotCleared


def pending(states: Iterable[ProtectiveState], at: datetime) -> frozenset[ProtectiveKind]:
    """The kinds that protect at this instant."""
    return frozenset(state.kind for state in states if state.is_pending(at))


def guard(states: Iterable[ProtectiveState], clearance: Clearance | None, at: datetime) -> Guard:
    """Whether a removal message may exist at this instant (rule 22)."""
    known = tuple(states)
    if clearance is None or not clearance.signed_by or clearance.at > at or pending(known, at):
        return NotCleared()
    # A clearance signed before or during a state says nothing about what came after.
    if any(pending([state], clearance.at) or clearance.at < state.since <= at for state in known):
        return NotCleared()
    return Cleared()
