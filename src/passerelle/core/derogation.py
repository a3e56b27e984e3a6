"""What a transfer by derogation may be: one case, documented, unscheduled, and few (rule 17).

Directive (EU) 2016/680 article 38 lets personal data go to a country without
any other basis only in an individual case, documented (paragraph 3). How many
items make a bulk no text says: the figures here are ours, and count over all
cases of the node.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MOST_ITEMS = 20
WITHIN = timedelta(days=30)
SHORTEST_DOCUMENTATION = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogation:
    """One item that was let go to one country, in which case; one that was revoked still counts."""

    record: str
    case: str
    granted: datetime


def refused_derogation(
    held: Iterable[Derogation], *, record: str, case: str, documentation: str, at: datetime
) -> str:
    """Why this item may not go by derogation as well, or "" where it may; `held` are those to the country."""
    recent = [one for one in held if one.granted > at - WITHIN]
    # Article 38(3): date and time, recipient, reason and data are documented; the journal has the rest.
    if len(documentation.strip()) < SHORTEST_DOCUMENTATION:
        return f"a derogation is documented: give the reason in at least {SHORTEST_DOCUMENTATION} characters"
    if not case:
        return "a derogation belongs to one case"
    if any(one.record == record and one.case != case for one in recent):
        return "a derogation is for one case, and this item went by one in another"
    if len({one.record for one in recent} | {record}) > MOST_ITEMS:
        return f"over all cases, {MOST_ITEMS} items go to one country by derogation in {WITHIN.days} days"
    return ""
