"""A hub: sealed envelopes between two other nodes, carried and never read.

The sender keeps its message pending and knocks again; what it gets is the
recipient's own reply, sealed to it. So a hub that loses everything loses no
message, and one that repeats has no second effect. A hub sees who writes to
whom, when, and in which size class, and nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record
from passerelle.casework.partners import partner
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import parse_envelope
from passerelle.protocol.journal import Act
from passerelle.store.models import Node, Relayed

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.protocol.envelope import Header

MOST_WAITING = 10_000  # of one sender
KEPT = timedelta(days=7)  # a reply, for a sender that lost it


class CarriedError(PasserelleError):
    """An envelope for another node is carried; its reply is not here yet, so the sender knocks again."""

    def __init__(self) -> None:
        super().__init__("carried to its recipient; the reply is not here yet, ask again")


class RelayFullError(PasserelleError):
    """A hub keeps as much for this sender as it will; the sender's message stays pending there."""

    def __init__(self) -> None:
        super().__init__("too much of yours waits here already; nothing was kept, ask again later")


def go_through(env: Env, access: Access, node: str, hub: str) -> None:
    """Messages to and from the node go through the hub from now on; directly where none is named."""
    to, via = partner(env, node).node, partner(env, hub).node if hub else ""
    if env.node in {to, via} or to == via:
        raise AbsentError("way to that node")
    with transaction.atomic(using=env.database):
        Node.objects.using(env.database).filter(id=to).update(via=via)
        record(env, access, Act.ACCESS_CHANGE, recipients=[to], reference=f"via {via}")


def carry_for(env: Env, access: Access, node: str, *, carried: bool) -> None:
    """Whether this node relays between that one and the others it relays for."""
    to = partner(env, node).node
    with transaction.atomic(using=env.database):
        Node.objects.using(env.database).filter(id=to, is_self=False).update(carried=carried)
        record(env, access, Act.ACCESS_CHANGE, recipients=[to], reference=f"carried {carried}")


def is_for_another(env: Env, header: Header, carrier: str) -> bool:
    """Whether it is an envelope that this node carries for whoever brought it."""
    if header.node != carrier or header.recipient in {env.node, header.node}:
        return False
    pair = {header.node, header.recipient}
    rows = Node.objects.using(env.database).filter(id__in=pair, carried=True).exclude(trusted_at=None)
    return set(rows.values_list("id", flat=True)) == pair


def carry(env: Env, wire: bytes) -> bytes:
    """The recipient's reply, once it is here; raises CarriedError while it is not."""
    envelope = parse_envelope(wire)
    rows = Relayed.objects.using(env.database)
    with transaction.atomic(using=env.database):
        row = rows.filter(id=envelope.id).first()
        if row is None:
            if rows.filter(sender=envelope.header.node, reply=None).count() >= MOST_WAITING:
                raise RelayFullError
            rows.create(
                id=envelope.id,
                sender=envelope.header.node,
                recipient=envelope.header.recipient,
                wire=wire,
                next_at=env.now(),
                received_at=env.now(),
            )
    if row is None or row.reply is None:
        raise CarriedError
    return bytes(row.reply)


def to_carry(env: Env, in_flight: Collection[str], room: int) -> list[tuple[str, str, bytes]]:
    """At most `room` envelopes of others to post now: id, recipient, bytes."""
    if room <= 0:
        return []
    due = Relayed.objects.using(env.database).filter(reply=None, next_at__lte=env.now())
    rows = due.order_by("next_at", "id").values_list("id", "recipient", "wire")[: room + len(in_flight)]
    return [(name, to, bytes(wire)) for name, to, wire in rows if name not in in_flight][:room]


def carried(env: Env, name: str, reply: bytes) -> bool:
    """Whether the reply is kept: it must come from whom it was carried to, for whom sent it."""
    rows = Relayed.objects.using(env.database).filter(id=name)
    row = rows.defer("wire").first()
    try:
        header = parse_envelope(reply).header
    except PasserelleError:
        return False
    if row is None or (header.node, header.recipient) != (row.recipient, row.sender):
        return False
    rows.update(reply=reply, wire=b"")
    return True


def put_off(env: Env, name: str, wait: timedelta) -> None:
    """The envelope is carried again later."""
    rows = Relayed.objects.using(env.database).filter(id=name)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    rows.update(attempts=attempts + 1, next_at=env.now() + wait)


def attempts(env: Env, name: str) -> int:
    """How often it was carried in vain."""
    return Relayed.objects.using(env.database).filter(id=name).values_list("attempts", flat=True).first() or 0


def forget_replies(env: Env) -> None:
    """Replies that their senders had a week to fetch are gone; who asks again gets the same anew."""
    Relayed.objects.using(env.database).filter(received_at__lte=env.now() - KEPT).exclude(reply=None).delete()
