"""The journal's rows: appended under a lock in the caller's transaction, proved from stored nodes.

A leaf's hash lies beside the leaf; complete interior nodes lie in their own
table, so that an append writes two rows on average and a proof reads O(log n)
of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

from passerelle.errors import PasserelleError
from passerelle.protocol.journal import (
    Frontier,
    commitment,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
)
from passerelle.store.bulk import insert_many
from passerelle.store.models import JournalEntry, JournalHead, JournalNode, JournalObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from passerelle.protocol.journal import NodeHash

LEVEL_SHIFT = 48
HASH_BYTES = 32
HEAD = 1
# Every act appends a line: what that asks is written out, not composed anew each time.
FRONTIER = "SELECT frontier FROM store_journalhead WHERE id = %s"
GROWN = "UPDATE store_journalhead SET size = %s, frontier = %s, root = %s WHERE id = %s"
LEAF_HASH = "SELECT hash FROM store_journalentry WHERE position = %s"
NODE_HASH = "SELECT hash FROM store_journalnode WHERE place = %s"


class JournalTransactionError(PasserelleError):
    """A journal line outside the transaction of its effect could stand without it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("a journal line is written in the transaction of its effect; nothing was written")


def place_of(level: int, index: int) -> int:
    """The primary key of an interior node."""
    return (level << LEVEL_SHIFT) + index


def append(alias: str, contents: Sequence[bytes]) -> range:
    """The positions of the new entries; the head row stays locked until the caller's transaction ends."""
    if not connections[alias].in_atomic_block:
        raise JournalTransactionError
    head = _locked_head(alias)
    entries, nodes = [], []
    grown = head
    for content in contents:
        leaf = leaf_hash(content)
        entries.append((grown.size, content, leaf))
        nodes += [(place_of(node.level, node.index), node.hash) for node in grown.new_nodes(leaf)[1:]]
        grown = grown.append(leaf)
    insert_many(alias, JournalEntry, ("position", "leaf", "hash"), entries)
    insert_many(alias, JournalNode, ("place", "hash"), nodes)
    with connections[alias].cursor() as cursor:
        cursor.execute(GROWN, [grown.size, grown.to_bytes(), grown.root, HEAD])
    return range(head.size, grown.size)


def keep_objects(alias: str, objects: Iterable[tuple[int, str, bytes]]) -> None:
    """What opens each commitment (position, subject, salt) is kept, until it is erased."""
    insert_many(alias, JournalObject, ("position", "subject", "salt"), list(objects))


def erase_subject(alias: str, subject: str) -> int:
    """The number of commitments to this subject that nobody can confirm any more.

    The bare commitment stays in place of what opened it, so that the rest of its line can still be checked.
    """
    rows = list(JournalObject.objects.using(alias).filter(subject=subject))
    for row in rows:
        row.subject, row.salt = "", bytes.fromhex(commitment(bytes(row.salt), subject))
        row.save(using=alias, update_fields=["subject", "salt"])
    return len(rows)


def head(alias: str) -> Frontier:
    """The journal's right edge now."""
    found = JournalHead.objects.using(alias).filter(id=HEAD).first()
    return _frontier(found) if found else Frontier()


def leaf(alias: str, position: int) -> bytes:
    """The exact bytes of one entry; raises JournalEntry.DoesNotExist."""
    return bytes(JournalEntry.objects.using(alias).get(position=position).leaf)


def node(alias: str, level: int, index: int) -> bytes:
    """The hash of one complete subtree; raises KeyError when it is not stored."""
    statement, place = (NODE_HASH, place_of(level, index)) if level else (LEAF_HASH, index)
    stored = _one(alias, statement, place)
    if stored is None:
        raise KeyError((level, index))
    return stored


def inclusion(alias: str, position: int, size: int) -> tuple[bytes, ...]:
    """The proof that this entry is among the first `size`."""
    return _proof(alias, lambda read: inclusion_proof(read, position, size))


def consistency(alias: str, old: int, new: int) -> tuple[bytes, ...]:
    """The proof that the first `old` entries begin the first `new`."""
    return _proof(alias, lambda read: consistency_proof(read, old, new))


def _proof(alias: str, make: Callable[[NodeHash], tuple[bytes, ...]]) -> tuple[bytes, ...]:
    # Made twice: once to learn which nodes it reads, and once with them, read by two queries.
    wanted: dict[tuple[int, int], bytes] = {}
    make(lambda level, index: wanted.setdefault((level, index), bytes(HASH_BYTES)))
    leaves = [index for level, index in wanted if level == 0]
    places = [place_of(level, index) for level, index in wanted if level]
    entries = JournalEntry.objects.using(alias).filter(position__in=leaves).values_list("position", "hash")
    nodes = JournalNode.objects.using(alias).filter(place__in=places).values_list("place", "hash")
    found = {place: bytes(kept) for place, kept in (*entries, *nodes)}
    return make(lambda level, index: found[place_of(level, index)])


def _locked_head(alias: str) -> Frontier:
    # SQLite's transaction began IMMEDIATE, which is the lock; it knows no FOR UPDATE.
    locking = " FOR UPDATE" if connections[alias].features.has_select_for_update else ""
    found = _one(alias, FRONTIER + locking, HEAD)
    if found is None:
        empty = JournalHead(id=HEAD, size=0, frontier=Frontier().to_bytes(), root=Frontier().root)
        JournalHead.objects.using(alias).bulk_create([empty], ignore_conflicts=True)
        found = _one(alias, FRONTIER + locking, HEAD)
    assert found is not None
    return Frontier.from_bytes(found)


def _one(alias: str, statement: str, value: int) -> bytes | None:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [value])
        row = cursor.fetchone()
    return None if row is None else bytes(row[0])


def _frontier(row: JournalHead) -> Frontier:
    return Frontier.from_bytes(bytes(row.frontier))
