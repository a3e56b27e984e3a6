"""A node that was restored from a backup: a new incarnation, and what was lost comes again.

Its partners acknowledged nothing falsely: what this node received after the
backup is with them, byte for byte. They are told up to where it surely holds
their messages and put the rest in their outboxes again, recalls first; what
was not lost is recognised and has no second effect.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q

from passerelle.casework.journaling import record
from passerelle.casework.partners import own, partners
from passerelle.casework.posting import put
from passerelle.casework.witnessing import forget
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hello, Kind
from passerelle.store.models import Cosigned, Inbox, Node, Outbox

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message

# Messages overtake each other: one with a lower number may have come after the backup.
MARGIN = timedelta(days=7)
# A question was answered, and its answer read or lost with the officer's page; cards are the newest anyway.
NOT_AGAIN = (Kind.QUESTION, Kind.HELLO)


def announce(env: Env, access: Access) -> int:
    """How many partners are told that this node was restored, as the incarnation that it now has."""
    known = partners(env)
    with transaction.atomic(using=env.database):
        card = own(env).certified
        for one in known:
            incarnation, sequence = _surely_held(env, one.node)
            put(env, one.node, Hello(card, incarnation, sequence))
        # Our journal is shorter than what they cosigned: they begin anew, and their people hear of it.
        Cosigned.objects.using(env.database).update(size=0)
        reference = f"restored as incarnation {env.incarnation}"
        nodes = [one.node for one in known]
        record(env, access, Act.ACCESS_CHANGE, recipients=nodes, reference=reference)
    return len(known)


def send_again(env: Env, message: Message, hello: Hello) -> int:
    """How many messages a restored partner gets again; once for each of its incarnations."""
    node = Node.objects.using(env.database).filter(id=message.node, resent_for__lt=message.incarnation)
    if not node.update(resent_for=message.incarnation):
        return 0
    forget(env, message.node)
    settled = Outbox.objects.using(env.database).filter(recipient=message.node, state=Outbox.State.RECEIVED)
    lost = settled.exclude(kind__in=NOT_AGAIN).exclude(_before(env, hello))
    return lost.update(state=Outbox.State.PENDING, outcome="", reply=None, attempts=0, next_at=env.now())


def _surely_held(env: Env, node: str) -> tuple[int, int]:
    """The partner's incarnation, and its number before which nothing can have been lost."""
    came = Inbox.objects.using(env.database).filter(sender=node)
    latest = came.aggregate(at=Max("received_at"), incarnation=Max("incarnation"))
    if latest["at"] is None:
        return 0, 0
    early = came.filter(incarnation=latest["incarnation"], received_at__lt=latest["at"] - MARGIN)
    return latest["incarnation"], early.aggregate(last=Max("sequence"))["last"] or 0


def _before(env: Env, hello: Hello) -> Q:
    """What we sent before the place that the partner names."""
    found = Q(id__startswith=f"{env.node}|{hello.incarnation}|", sequence__lte=hello.sequence)
    for earlier in range(hello.incarnation):
        found |= Q(id__startswith=f"{env.node}|{earlier}|")
    return found
