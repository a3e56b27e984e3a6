"""Until when an item may be seen, and what happens after (rule 12).

A review date is a day, in UTC; the item is visible through that day. After it,
it is invisible at once, and erased or restricted within 24 hours, unless a
person renewed it with a reason.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.role import Role
from passerelle.core.subject import UNDETERMINED_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

GRACE = timedelta(hours=24)
FIRST_REVIEW_MONTHS = 6  # after an exchange is concluded (Directive (EU) 2023/977 article 16)


class Hold(StrEnum):
    """Why an item past its review is restricted instead of erased."""

    JUDICIAL_FILE = "judicial-file"
    DISCLOSED_TO_DEFENCE = "disclosed-to-defence"
    COMPLAINT = "complaint"
    INQUIRY = "inquiry"


class Fate(StrEnum):
    """What becomes of an item at an instant."""

    VISIBLE = "visible"
    ERASE = "erase"  # invisible now, erased before `vanish_by`
    RESTRICT = "restrict"  # marked, readable by judge, defence and supervisory authority only


RESTRICTED_READERS = frozenset({Role.MAGISTRATE, Role.COUNSEL, Role.INSPECTOR})
_JUDGES = frozenset({Role.MAGISTRATE, Role.LIAISON_MAGISTRATE})
_SUPERVISORS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})
# Whoever wants to go on reading what an owner recalled cannot say so: who sets a hold is not who inquires.
HOLD_SETTERS: dict[Hold, frozenset[Role]] = {
    Hold.JUDICIAL_FILE: _JUDGES,
    Hold.DISCLOSED_TO_DEFENCE: _JUDGES,
    Hold.COMPLAINT: _SUPERVISORS,
    Hold.INQUIRY: _SUPERVISORS,
}


def holds_of(role: Role) -> tuple[Hold, ...]:
    """The holds that this role sets and lifts, in the order of the list."""
    return tuple(hold for hold, setters in HOLD_SETTERS.items() if role in setters)


def has_passed(review: date, at: datetime) -> bool:
    """Whether the instant lies after the last second of the review date."""
    return at.astimezone(UTC).date() > review


def fate(review: date, at: datetime, holds: Iterable[Hold] = ()) -> Fate:
    """What holds for the item at this instant; a renewal is a later review date."""
    if not has_passed(review, at):
        return Fate.VISIBLE
    return Fate.RESTRICT if tuple(holds) else Fate.ERASE


def may_read(found: Fate, role: Role) -> bool:
    """Whether a role whose permissions allow it otherwise may still read the item."""
    if found is Fate.RESTRICT:
        return role in RESTRICTED_READERS
    return found is Fate.VISIBLE


def vanish_by(review: date) -> datetime:
    """The instant before which the item is erased or restricted everywhere on the node."""
    return datetime.combine(review + timedelta(days=1), time(), UTC) + GRACE


def undetermined_until(recorded: datetime) -> date:
    """The last day on which a statement may stay of undetermined category (rule 2)."""
    return recorded.astimezone(UTC).date() + timedelta(days=UNDETERMINED_DAYS)


def first_review(concluded: date) -> date:
    """Six months after an exchange was concluded, or that month's last day."""
    month = concluded.month - 1 + FIRST_REVIEW_MONTHS
    year, month = concluded.year + month // 12, month % 12 + 1
    return date(year, month, min(concluded.day, calendar.monthrange(year, month)[1]))
