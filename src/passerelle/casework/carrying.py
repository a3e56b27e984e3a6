"""Envelopes by hand: what waits for a partner goes into a file, and what a file brings takes effect once.

The stick proves nothing: each envelope is verified as if its sender had
brought it. What is in a file is pending as before, so it may go over the wire
as well; the receiver takes whichever comes first and answers both alike.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import partner
from passerelle.casework.posting import MENDING_FIRST, Post
from passerelle.casework.settling import settle
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import parse_envelope
from passerelle.protocol.journal import Act
from passerelle.protocol.parcel import MOST_ENTRIES, Entry, parcel, read_parcel
from passerelle.store.models import Outbox

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What became of a file: replies to carry back, and how many of each; nobody vouches for the unproven."""

    replies: bytes
    answered: int
    settled: int
    unproven: int


def pack(env: Env, access: Access | None, node: str) -> tuple[bytes, int]:
    """What waits for the partner, recalls first, as one file, and how many messages are in it."""
    to = partner(env, node).node
    waiting = Outbox.objects.using(env.database).filter(recipient=to, state=Outbox.State.PENDING)
    wires = waiting.order_by(MENDING_FIRST, "sequence").values_list("wire", flat=True)[:MOST_ENTRIES]
    entries = [Entry(bytes(wire)) for wire in wires]
    data = parcel(entries)
    _journal(env, access, NodeReason.PACKED, len(entries), data, to)
    return data, len(entries)


def unpack(env: Env, access: Access | None, data: bytes) -> Unpacked:
    """Each envelope took effect as if it had come over the wire, in the order of the file."""
    entries = read_parcel(data)
    _journal(env, access, NodeReason.UNPACKED, len(entries), data)
    replies: list[Entry] = []
    counts: Counter[str] = Counter()
    for entry in entries:
        if entry.replies_to:
            counts["settled" if _settle(env, entry) else "unproven"] += 1
            continue
        try:
            envelope = parse_envelope(entry.wire)
            replies.append(Entry(handle(env, envelope.header.node, entry.wire), envelope.id))
        except (UnprovenError, PasserelleError):
            counts["unproven"] += 1
    return Unpacked(
        replies=parcel(replies),
        answered=len(replies),
        settled=counts["settled"],
        unproven=counts["unproven"],
    )


def _settle(env: Env, entry: Entry) -> bool:
    """Whether the reply ends the waiting of what it replies to, now or before."""
    row = Outbox.objects.using(env.database).filter(id=entry.replies_to).first()
    if row is None:
        return False
    to = partner(env, row.recipient)
    settle(env, Post(row.id, to.node, to.address, to.certificate, bytes(row.wire)), entry.wire)
    row.refresh_from_db(using=env.database, fields=["state"])
    return row.state != Outbox.State.PENDING


def _journal(env: Env, access: Access | None, what: NodeReason, count: int, data: bytes, *nodes: str) -> None:
    reference = f"{what}: {count}; SHA-256 {hashlib.sha256(data).hexdigest()}"
    with transaction.atomic(using=env.database):
        if access is None:
            record_by_node(
                env, Act.DISCLOSURE, reason=what, case="by hand", recipients=nodes, reference=reference
            )
        else:
            record(env, access, Act.DISCLOSURE, recipients=nodes, reference=reference)
