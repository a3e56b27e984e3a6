"""How each partner is reached: when it was last seen, and what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from passerelle.store.models import Node, Outbox

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A trusted partner's node, and the traffic with it in figures."""

    node: str
    name: str
    service: str
    kind: str
    country: str
    address: str
    trusted_at: datetime | None
    last_seen: datetime | None
    waiting: int
    waiting_since: datetime | None


def connections(env: Env) -> tuple[Connection, ...]:
    """Every trusted partner's node, by name; no message and no datum is in it."""
    rows = Node.objects.using(env.database).select_related("service").filter(is_self=False)
    waiting = _waiting(env)
    return tuple(
        Connection(
            node=row.id,
            name=row.name,
            service=row.service.name,
            kind=row.service.kind,
            country=row.service.country,
            address=row.address,
            trusted_at=row.trusted_at,
            last_seen=row.last_seen,
            waiting=waiting.get(row.id, (0, None))[0],
            waiting_since=waiting.get(row.id, (0, None))[1],
        )
        for row in rows.exclude(trusted_at=None).order_by("name", "id")
    )


def _waiting(env: Env) -> dict[str, tuple[int, datetime | None]]:
    pending = Q(state=Outbox.State.PENDING)
    rows = Outbox.objects.using(env.database).filter(pending).values("recipient")
    counted = rows.annotate(number=Count("id"), oldest=Min("created_at"))
    return {row["recipient"]: (row["number"], row["oldest"]) for row in counted}
