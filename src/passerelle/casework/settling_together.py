"""Receipts that came at about the same time, in one transaction: one sync of the disk for all of them.

Each ends the waiting of its message as `settling` does it. What is no plain
receipt of something released is settled for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.incidents import close_incident
from passerelle.casework.journaling import by_node, write_many
from passerelle.casework.posting import reached
from passerelle.casework.settling import RECEIVED, reply_to, settle
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Kind, Receipt
from passerelle.store.bulk import update_many
from passerelle.store.models import Disclosure, Node, Outbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.posting import Post
    from passerelle.core.env import Env

Answered = tuple["Post", bytes]
_Plain = dict[str, tuple[bytes, str]]  # for each message its receipt, and what the partner says came of it
COLUMNS = ("state", "outcome", "reply", "attempts")


def settle_together(env: Env, answered: Sequence[Answered]) -> None:
    """Each message is received, refused or answered; a reply that is none leaves it pending."""
    plain: _Plain = {}
    for post, reply in answered:
        opened = None if post.relayed or len(answered) == 1 else reply_to(env, post, reply)
        if opened is not None and isinstance(opened.body, Receipt):
            plain[post.id] = (reply, str(opened.body.outcome))
        else:
            settle(env, post, reply)
    others = _received(env, plain) if plain else set()
    for post, reply in answered:
        if post.id in others:
            settle(env, post, reply)


def _received(env: Env, plain: _Plain) -> set[str]:
    """The messages that more than a release waits for; the others are received."""
    with transaction.atomic(using=env.database):
        pending = Outbox.objects.using(env.database).select_for_update().order_by("id")
        rows = list(
            pending.filter(id__in=plain, state=Outbox.State.PENDING).values_list(
                "id", "recipient", "kind", "attempts"
            )
        )
        mine = [row for row in rows if row[2] == Kind.RELEASE]
        nodes = sorted({node for _, node, _, _ in mine})
        for node in nodes:
            reached(env, node)
        Node.objects.using(env.database).filter(id__in=nodes).update(last_seen=env.now())
        owners = {name: node for name, node, _, _ in mine}
        close_incident(env, *owners)
        _journal(env, owners)
        ended = [
            (Outbox.State.RECEIVED.value, plain[name][1], plain[name][0], attempts + 1, name)
            for name, _, _, attempts in mine
        ]
        update_many(env.database, Outbox, COLUMNS, ended)
    return {name for name, _, kind, _ in rows if kind != Kind.RELEASE}


def _journal(env: Env, owners: dict[str, str]) -> None:
    ledger = Disclosure.objects.using(env.database).filter(envelope__in=owners, received_at=None)
    changed = sorted(set(ledger.values_list("envelope", flat=True)))
    ledger.update(received_at=env.now())
    lines = [
        (
            by_node(
                env, Act.DISCLOSURE, reason=RECEIVED, case="receipt", recipients=[owners[one]], reference=one
            ),
            (),
        )
        for one in changed
    ]
    write_many(env, lines)
