"""How long ago others saw this node's journal: without witnesses releases stop, and reading goes on.

Two services other than our own must have cosigned within 72 hours, or the one
where there is only one. A partner counts from the day on which it was trusted.
Who has no direct line to anybody has no witness to wait for, and is told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.casework.partners import own_or_none, partners
from passerelle.errors import PasserelleError
from passerelle.store.models import Cosigned, Node

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.env import Env

LONGEST = timedelta(hours=72)
NEEDED = 2
# So long without a witness is ordinary: a partner restarts, a line is down for a while.
QUIET = timedelta(hours=1)


class UnwitnessedError(PasserelleError):
    """Nobody has seen this node's journal for three days: nothing is released, and reading goes on."""

    def __init__(self, since: datetime) -> None:
        super().__init__(
            f"no witness has cosigned this node's journal since {since:%Y-%m-%d %H:%M} UTC; "
            "nothing was released. Reading, corrections and recalls go on. See that partners can be reached."
        )


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Since when enough others have not seen our journal, and how that stands now."""

    since: datetime
    now: datetime

    @property
    def stops_at(self) -> datetime:
        """When releases stop, or stopped."""
        return self.since + LONGEST

    @property
    def left(self) -> timedelta:
        """How long releases still go; zero once they have stopped."""
        return max(self.stops_at - self.now, timedelta())

    @property
    def hours_left(self) -> int:
        """The same in whole hours, for a person."""
        return int(self.left / timedelta(hours=1))

    @property
    def are_missing(self) -> bool:
        """Whether people should see it."""
        return self.now - self.since >= QUIET

    @property
    def have_stopped(self) -> bool:
        """Whether releases have stopped."""
        return not self.left


def witnesses(env: Env) -> Witnesses | None:
    """How our journal was last seen; None for a node that has nobody to see it."""
    own = own_or_none(env)
    cosigned = dict(Cosigned.objects.using(env.database).values_list("node", "at"))
    nodes = Node.objects.using(env.database).exclude(trusted_at=None)
    trusted = {name: at for name, at in nodes.values_list("id", "trusted_at") if at is not None}
    latest: dict[str, datetime] = {}
    for one in partners(env):
        service = one.party.service
        if own is None or one.via or service == own.party.service:
            continue
        at = cosigned.get(one.node) or trusted[one.node]
        latest[service] = max(at, latest.get(service, at))
    if not latest:
        return None
    newest = sorted(latest.values(), reverse=True)
    return Witnesses(newest[min(NEEDED, len(newest)) - 1], env.now())


def require_witnessed(env: Env) -> None:
    """Nothing, while enough others have seen our journal; raises UnwitnessedError."""
    found = witnesses(env)
    if found is not None and found.have_stopped:
        raise UnwitnessedError(found.since)
