"""The clock of a request: from the server's receipt, in the agreement's calendar (rule 14).

Hours are hours that pass. Days are calendar days to the same time of day in the
agreement's zone; weekends and holidays count. Where the clock change makes that
time missing or double, the earlier reading holds. Only a pending clarification
suspends, only a judicial authorisation of which notice was given in time
extends, and the first limit stays visible beside the one in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from passerelle.core.agreement import Deadlines


class Urgency(StrEnum):
    """How soon a request is answered (Directive (EU) 2023/977 article 5)."""

    URGENT_DIRECT = "urgent-direct"  # urgent, and the information can be reached directly
    URGENT_INDIRECT = "urgent-indirect"  # urgent, and it must be obtained from others
    OTHER = "other"


class Standing(StrEnum):
    """Where a request stands; the last three are how it ended."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    IN_TIME = "in-time"
    AUTHORISED = "authorised"  # past the limit, within a judicial authorisation
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calendar days, then so many hours."""

    days: int = 0
    hours: int = 0

    def after(self, receipt: datetime, zone: ZoneInfo) -> datetime:
        """The instant, in UTC, at which it has passed."""
        wall = receipt.astimezone(zone).replace(tzinfo=None) + timedelta(days=self.days)
        readings = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        start = min(readings) if self.days else receipt.astimezone(UTC)
        return start + timedelta(hours=self.hours)


# Regulation (EU) 2018/1805: an urgent freezing order is recognised, then executed.
FREEZING_RECOGNITION = Limit(hours=48)
FREEZING_EXECUTION = Limit(hours=48)
CONFISCATION_RECOGNITION = Limit(days=45)


def limit_of(deadlines: Deadlines, urgency: Urgency) -> Limit:
    """The agreement's limit for this urgency."""
    match urgency:
        case Urgency.URGENT_DIRECT:
            return Limit(hours=deadlines.urgent_direct_hours)
        case Urgency.URGENT_INDIRECT:
            return Limit(days=deadlines.urgent_indirect_days)
        case Urgency.OTHER:
            return Limit(days=deadlines.other_days)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A clarification asked for, until it was given (article 6(3))."""

    asked: datetime
    given: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A judicial authorisation is needed (article 5(2)): who was told when, and what is expected."""

    authorisation: str  # its reference
    reason: str
    notice: datetime  # when the requester was told
    expected: datetime

    @property
    def is_whole(self) -> bool:
        """True when it names the authorisation and the reason."""
        return bool(self.authorisation.strip() and self.reason.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestClock:
    """One request's time; `receipt` is the server's, and nothing here changes it."""

    receipt: datetime
    limit: Limit
    zone: ZoneInfo
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    answered: datetime | None = None

    @property
    def first_limit(self) -> datetime:
        """The limit as it stood on receipt; it stays on the screen."""
        return self.limit.after(self.receipt, self.zone)

    def limit_at(self, at: datetime) -> datetime:
        """The limit with the suspensions until now; one still open moves it on as time passes."""
        due = self.first_limit
        counted_to = self.receipt
        for one in sorted(self.suspensions, key=lambda suspension: suspension.asked):
            start = max(one.asked, counted_to)
            end = min(at if one.given is None else one.given, at)
            # What was asked after the limit had passed brings nothing back.
            if start < end and start < due:
                due += end - start
                counted_to = end
        return due

    def due(self, at: datetime) -> datetime:
        """The limit in force: extended only by an authorisation whose notice came before it passed."""
        due = self.limit_at(at)
        for one in sorted(self.extensions, key=lambda extension: extension.notice):
            if one.is_whole and self.receipt <= one.notice <= min(at, due):
                due = max(due, one.expected)
        return due

    def standing(self, at: datetime) -> Standing:
        """Where it stands at this instant; an answer after the limit is late, however it is told."""
        if self.answered is not None and self.answered <= at:
            return self._ended(self.answered)
        if any(self._is_pending(one, at) for one in self.suspensions):
            return Standing.SUSPENDED
        return Standing.RUNNING if at <= self.due(at) else Standing.OVERDUE

    def _ended(self, answered: datetime) -> Standing:
        if answered <= self.limit_at(answered):
            return Standing.IN_TIME
        return Standing.AUTHORISED if answered <= self.due(answered) else Standing.LATE

    def _is_pending(self, one: Suspension, at: datetime) -> bool:
        return one.asked <= at and (one.given is None or at < one.given) and one.asked < self.due(one.asked)
