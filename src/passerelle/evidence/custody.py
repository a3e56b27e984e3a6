"""Who held an exhibit, from its taking on: events that only grow, each bound to the one before it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.canonical import Json, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class CustodyAct(StrEnum):
    """What was done with an exhibit."""

    TAKEN = "taken"
    READ = "read"
    VERIFIED = "verified"
    DAMAGED = "damaged"  # it was verified, and is not what was taken
    HANDED = "handed"  # given; to whom stands in the event, or in the reason where it leaves the service
    RECEIVED = "received"  # said by whoever received it, and never by whoever gave
    KEPT = "kept"  # what was given was not received: whoever gave has it still


MOVES = frozenset({CustodyAct.HANDED, CustodyAct.RECEIVED, CustodyAct.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """One event; `before` is the digest of the one before it, or of the content for the first."""

    exhibit: str
    number: int
    act: CustodyAct
    at: datetime
    officer: str
    why: str
    before: str
    to: str = ""  # the officer to whom it was given

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the event says."""
        told: dict[str, Json] = {
            "exhibit": self.exhibit,
            "number": self.number,
            "act": self.act.value,
            "at": self.at.isoformat(),
            "officer": self.officer,
            "why": self.why,
            "before": self.before,
        }
        if self.to:
            # Events of before there was a receiver keep the digest that they had.
            told["to"] = self.to
        return hashlib.sha256(canonical(told)).hexdigest()


def on_its_way(events: Iterable[CustodyEvent]) -> CustodyEvent | None:
    """The giving that nobody has answered yet; None where whoever has the exhibit is certain."""
    moves = [one for one in events if one.act in MOVES]
    return moves[-1] if moves and moves[-1].act is CustodyAct.HANDED else None


def broken_at(content: str, events: Iterable[CustodyEvent]) -> int | None:
    """The number of the first event that does not follow from the one before it; None where all do."""
    before, number = content, 0
    for number, one in enumerate(events, start=1):
        if (one.number, one.before) != (number, before) or (one.act is CustodyAct.TAKEN) != (number == 1):
            return number
        before = one.digest
    # An exhibit without its taking has no beginning.
    return None if number else 1
