"""A partner that leaves, is expelled, or whose keys were stolen.

Who is distrusted is a stranger from the next message on, both ways. Before
that, a partner that leaves in peace is asked to give back all that it has;
what it released to us goes with it, or is restricted where a hold stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from passerelle.casework.erasure import erase_statements
from passerelle.casework.journaling import consulted, record
from passerelle.casework.partners import partner
from passerelle.casework.posting import put
from passerelle.casework.way_in import require_may_send
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Kind, Recall, RecallItem
from passerelle.store.models import Disclosure, Inbox, Node, Outbox, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

IN_ONE_RECALL = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """How many records it is asked to give back, and how many statements of its went here."""

    recalled: int
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A message that a partner signed, for whoever must judge it again."""

    id: str
    kind: str
    received_at: datetime


def distrust(env: Env, access: Access, node: str) -> int:
    """How many messages wait for it and will not be sent; it is a stranger from now on."""
    to = partner(env, node).node
    with transaction.atomic(using=env.database):
        Node.objects.using(env.database).filter(id=to, is_self=False).update(trusted_at=None)
        record(env, access, Act.ACCESS_CHANGE, recipients=[to], reference="distrusted")
    return Outbox.objects.using(env.database).filter(recipient=to, state=Outbox.State.PENDING).count()


def part(env: Env, access: Access, node: str) -> Parted:
    """All that it has of ours is recalled, and all that it released to us is gone."""
    require_may_send(access, Kind.RECALL)
    to = partner(env, node).node
    with transaction.atomic(using=env.database):
        recalled = sum(_recall(env, access, to, agreement) for agreement in _agreements(env, to))
        theirs = Statement.objects.using(env.database).filter(arrived_from=to).exclude(salt=b"")
        statements = list(theirs.values_list("id", flat=True))
        gone = erase_statements(env, statements, state=Statement.State.ERASED)
        record(env, access, Act.ERASURE, subjects=gone.entities, recipients=[to], reference="parted")
    return Parted(recalled=recalled, erased=len(statements))


def came_since(env: Env, access: Access, node: str, since: datetime) -> tuple[Came, ...]:
    """What the node's service signed and we took from that instant on; a distrusted one's too."""
    nodes = Node.objects.using(env.database).filter(Q(id=node) | Q(name=node), is_self=False)
    rows = Inbox.objects.using(env.database).filter(sender__in=nodes.values("id"), received_at__gte=since)
    consulted(env, access, subjects=(), reference=f"messages since {since.isoformat()}")
    found = rows.order_by("received_at", "sequence").values_list("id", "kind", "received_at")
    return tuple(Came(id=name, kind=kind, received_at=at) for name, kind, at in found)


def _agreements(env: Env, node: str) -> list[str]:
    rows = Disclosure.objects.using(env.database).filter(recipient=node, recall_asked_at=None)
    return sorted(set(rows.values_list("agreement", flat=True)))


def _recall(env: Env, access: Access, node: str, agreement: str) -> int:
    ledger = Disclosure.objects.using(env.database).filter(
        recipient=node, agreement=agreement, recall_asked_at=None
    )
    versions = dict(ledger.values_list("record").annotate(last=Max("version")).order_by("record"))
    for records in _portions(sorted(versions)):
        items = tuple(RecallItem(one, versions[one]) for one in records)
        body = Recall(items, "the cooperation has ended")
        name = put(env, node, body, agreement=agreement, case=access.reference)
        asked = {"recall_envelope": name, "recall_asked_at": env.now()}
        for one in records:
            ledger.filter(record=one).update(**asked)
        record(env, access, Act.DISCLOSURE, recipients=[node], reference=name)
    return len(versions)


def _portions(records: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(records), IN_ONE_RECALL):
        yield records[at : at + IN_ONE_RECALL]
