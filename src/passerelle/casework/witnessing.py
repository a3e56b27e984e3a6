"""Partners keep each other's journal heads, so that no node can show two histories.

A witness sees a size and a root, never an entry. It accepts a head only when
the service of that node signed it and it extends the last one seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.partners import partner
from passerelle.protocol.checkpoint import Checkpoint
from passerelle.store import journal
from passerelle.store.models import SeenHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env


def own_head(env: Env) -> bytes:
    """The head of our journal, signed, to hand to witnesses."""
    head = journal.head(env.database)
    checkpoint = Checkpoint(node=env.node, size=head.size, root=head.root, at=env.now())
    return checkpoint.signed(env.sign)


def growth(env: Env, since: int) -> tuple[bytes, ...]:
    """The proof that our journal of now extends the one of `since` entries (RFC 9162 section 2.1.4)."""
    return journal.consistency(env.database, since, journal.head(env.database).size)


def seen(env: Env, node: str) -> Checkpoint | None:
    """The last head of that partner that this node accepted."""
    row = SeenHead.objects.using(env.database).filter(node=node).first()
    if row is None:
        return None
    return Checkpoint.read(bytes(row.content), key=partner(env, node).card.signing_key, node=node)


def witness(env: Env, node: str, data: bytes, proof: Sequence[bytes]) -> Checkpoint:
    """The partner's head, kept from now on; raises CheckpointError when unsigned or not an extension."""
    head = Checkpoint.read(data, key=partner(env, node).card.signing_key, node=node)
    with transaction.atomic(using=env.database):
        earlier = seen(env, node)
        if earlier is not None:
            head.check_extends(earlier, proof)
        SeenHead.objects.using(env.database).update_or_create(
            node=node, defaults={"content": data, "seen_at": env.now()}
        )
    return head
