"""What every message asks of the tables, each by one statement written out.

The mapper composes a statement anew for each call, which costs several times
what the statement does; a question waits for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

from passerelle.store.bulk import insert_many, stored_instant
from passerelle.store.models import Inbox, Node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

COLUMNS = ("id", "sender", "incarnation", "sequence", "digest", "kind", "received_at", "reply")
REPLY = "SELECT reply, kind FROM store_inbox WHERE id = %s AND sender = %s"
PLACE = "SELECT id, reply FROM store_inbox WHERE sender = %s AND incarnation = %s AND sequence = %s"
INCARNATION = "SELECT incarnation_seen FROM store_node WHERE id = %s"
SEQUENCE = """
UPDATE store_node SET next_sequence = next_sequence + %s WHERE id = %s RETURNING next_sequence - %s
"""
SEEN = "UPDATE store_node SET incarnation_seen = %s, last_seen = %s WHERE id = %s"


def reply_to(alias: str, name: str, sender: str) -> tuple[bytes, str] | None:
    """The stored reply to the message of that id, and its kind; None when it never came from this sender."""
    row = _row(alias, REPLY, [name, sender])
    return None if row is None else (bytes(row[0]), row[1])


def at_place(alias: str, sender: str, incarnation: int, sequence: int) -> tuple[str, bytes] | None:
    """Id and reply of what this sender sent with that incarnation and sequence, if any came."""
    row = _row(alias, PLACE, [sender, incarnation, sequence])
    return None if row is None else (row[0], bytes(row[1]))


def incarnation_seen(alias: str, node: str, *, lock: bool = False) -> int:
    """The highest incarnation seen of the node; locked, nobody raises it until the transaction ends."""
    locked = " FOR UPDATE" if lock and connections[alias].features.has_select_for_update else ""
    row = _row(alias, INCARNATION + locked, [node])
    return 0 if row is None else int(row[0])


def seen(alias: str, node: str, incarnation: int, at: datetime) -> None:
    """The node was heard of at this instant, as this incarnation."""
    with connections[alias].cursor() as cursor:
        cursor.execute(SEEN, [incarnation, stored_instant(alias, at), node])


def take_sequence(alias: str, node: str, count: int = 1) -> int:
    """The first of so many numbers of what we send to this node; its row is ours until the commit."""
    row = _row(alias, SEQUENCE, [count, node, count])
    if row is None:
        raise Node.DoesNotExist
    return int(row[0])


def keep(alias: str, row: Sequence[str | int | bytes], at: datetime, reply: bytes) -> None:
    """The message (id, sender, incarnation, sequence, digest, kind) and its reply are stored; an id once."""
    insert_many(alias, Inbox, COLUMNS, [(*row, stored_instant(alias, at), reply)])


def _row(alias: str, statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found
