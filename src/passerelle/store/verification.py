"""Whether the journal's rows agree with each other, and if not, which entry was touched first.

Whoever rewrites entries, every node and the head leaves no trace here; a head
that a partner witnessed does, so one may be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Min, Q

from passerelle.protocol.journal import Frontier, FrontierError, leaf_hash, node_hash, root
from passerelle.store import journal, opening_check
from passerelle.store.models import JournalEntry, JournalHead, JournalNode

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 4096
CHUNK_LEVEL = CHUNK.bit_length() - 1


class Damage(StrEnum):
    """What was done to the journal, as far as its rows tell."""

    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    TRUNCATED = "truncated"
    HEAD = "head does not match the entries"
    NODE = "stored node does not match the entries"
    OPENING = "names others than those it was written about"
    WITNESS = "does not begin with the witnessed head"


@dataclass(frozen=True, slots=True)
class Verified:
    """Every entry, node and the head agree."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Damaged:
    """The first bad entry lies from `first` to `last`."""

    first: int
    last: int
    damage: Damage


@dataclass(frozen=True, slots=True)
class WitnessedHead:
    """A head that somebody else kept."""

    size: int
    root: bytes


Row = tuple[int, bytes, bytes]  # position, leaf, stored hash


def verify(alias: str, witnessed: WitnessedHead | None = None) -> Verified | Damaged:
    """The verdict over the whole journal, then over what opens it; memory for one chunk."""
    verdict = _tree(alias, witnessed)
    if isinstance(verdict, Verified):
        wrong = opening_check.first_wrong(alias)
        if wrong is not None:
            return Damaged(wrong, wrong, Damage.OPENING)
    return verdict


def _tree(alias: str, witnessed: WitnessedHead | None) -> Verified | Damaged:
    """About two hashes an entry."""
    try:
        head = journal.head(alias)
    except FrontierError:
        return Damaged(0, 0, Damage.HEAD)
    grown = Frontier()
    for chunk, stored in _chunks(alias):
        for place, row in enumerate(chunk):
            damage = _judge(grown, row, head, stored)
            if damage is not None:
                return _swapped(damage, chunk, place, stored) or damage
            grown = grown.append(leaf_hash(row[1]))
    return _judge_end(alias, grown, head, witnessed)


def _chunks(alias: str) -> Iterator[tuple[list[Row], dict[int, bytes]]]:
    high = _nodes(alias, Q(place__gte=journal.place_of(CHUNK_LEVEL + 1, 0)))
    if before := _entries(alias, Q(position__lt=0)):
        yield before, high
    start = 0
    # A gap ends the walk, so the chunks that follow a full one stay aligned.
    while found := _entries(alias, Q(position__gte=start)):
        yield found, {**high, **_nodes_over(alias, start)}
        start += CHUNK


def _entries(alias: str, where: Q) -> list[Row]:
    found = JournalEntry.objects.using(alias).filter(where).order_by("position")[:CHUNK]
    return [(position, bytes(leaf), bytes(kept)) for position, leaf, kept in found.values_list()]


def _nodes_over(alias: str, start: int) -> dict[int, bytes]:
    where = Q()
    for level in range(1, CHUNK_LEVEL + 1):
        first = journal.place_of(level, start >> level)
        where |= Q(place__range=(first, first + (CHUNK >> level) - 1))
    return _nodes(alias, where)


def _nodes(alias: str, where: Q) -> dict[int, bytes]:
    found = JournalNode.objects.using(alias).filter(where).values_list("place", "hash")
    return {place: bytes(kept) for place, kept in found}


def _judge(grown: Frontier, row: Row, head: Frontier, stored: dict[int, bytes]) -> Damaged | None:
    position, content, kept = row
    expected = grown.size
    if position != expected:
        return _gap(expected, position)
    if expected >= head.size:
        return Damaged(expected, expected, Damage.INSERTED)
    if leaf_hash(content) != kept:
        return Damaged(expected, expected, Damage.CHANGED)
    for node in grown.new_nodes(kept)[1:]:
        found = stored.get(journal.place_of(node.level, node.index))
        if found != node.hash:
            return _node_damage(node.index << node.level, expected, missing=found is None)
    return None


def _gap(expected: int, position: int) -> Damaged:
    if position < expected:
        return Damaged(position, position, Damage.INSERTED)
    return Damaged(expected, position - 1, Damage.DELETED)


def _node_damage(first: int, last: int, *, missing: bool) -> Damaged:
    return Damaged(first, last, Damage.NODE if missing else Damage.CHANGED)


def _swapped(damage: Damaged, chunk: list[Row], place: int, stored: dict[int, bytes]) -> Damaged | None:
    # Two neighbours under one node, each with its hash: in the other order they give the stored node.
    if damage.damage is not Damage.CHANGED or damage.last != damage.first + 1 or place == 0:
        return None
    left, right = chunk[place - 1][2], chunk[place][2]
    if stored.get(journal.place_of(1, damage.first >> 1)) != node_hash(right, left):
        return None
    return Damaged(damage.first, damage.last, Damage.SWAPPED)


def _judge_end(
    alias: str, grown: Frontier, head: Frontier, witnessed: WitnessedHead | None
) -> Verified | Damaged:
    if grown.size < head.size:
        return Damaged(grown.size, head.size - 1, Damage.TRUNCATED)
    beyond = _first_node_beyond(alias, grown.size)
    if beyond is not None:
        return Damaged(grown.size, beyond, Damage.TRUNCATED)
    last = max(grown.size - 1, 0)
    if grown != head or not _root_agrees(alias, grown):
        return Damaged(0, last, Damage.HEAD)
    return _judge_witness(alias, grown, witnessed)


def _judge_witness(alias: str, grown: Frontier, witnessed: WitnessedHead | None) -> Verified | Damaged:
    if witnessed is None:
        return Verified(grown.size, grown.root)
    if witnessed.size > grown.size:
        return Damaged(grown.size, witnessed.size - 1, Damage.TRUNCATED)
    begun = root(lambda level, index: journal.node(alias, level, index), witnessed.size)
    if begun != witnessed.root:
        return Damaged(0, max(witnessed.size - 1, 0), Damage.WITNESS)
    return Verified(grown.size, grown.root)


def _root_agrees(alias: str, grown: Frontier) -> bool:
    found = [(row.size, bytes(row.root)) for row in JournalHead.objects.using(alias).order_by("id")]
    return found == [(grown.size, grown.root)] if found else grown.size == 0


def _first_node_beyond(alias: str, size: int) -> int | None:
    """The last entry under some stored node that reaches past the tree; None when there is none."""
    nodes = JournalNode.objects.using(alias)
    for level in range(1, journal.LEVEL_SHIFT):
        first, end = journal.place_of(level, size >> level), journal.place_of(level + 1, 0)
        place: int | None = nodes.filter(place__gte=first, place__lt=end).aggregate(least=Min("place"))[
            "least"
        ]
        if place is not None:
            return ((place - journal.place_of(level, 0) + 1) << level) - 1
    return None
