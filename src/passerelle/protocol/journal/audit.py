"""Which entry of a journal was changed first, judged from what the database holds now.

Whoever rewrites entries, every node and the head leaves no fault here: the
heads that partners witnessed show it then (`verify_consistency`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.journal.frontier import Frontier
from passerelle.protocol.journal.tree import leaf_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.protocol.journal.tree import NodeHash


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where the journal contradicts itself: an entry from `first` to `last` was changed."""

    first: int
    last: int


def first_fault(contents: Iterable[bytes], read: NodeHash, head: Frontier) -> Fault | None:
    """None when entries, stored nodes and head agree; `contents` come in the order of the tree.

    Two hashes an entry on average: a million entries take seconds. `read` may
    raise KeyError or IndexError for a node that is gone; that is a fault too.
    """
    grown = Frontier()
    for content in contents:
        if grown.size == head.size:
            return Fault(grown.size, grown.size)
        leaf = leaf_hash(content)
        for node in grown.new_nodes(leaf):
            if _stored(read, node.level, node.index) != node.hash:
                return Fault(node.index << node.level, grown.size)
        grown = grown.append(leaf)
    if grown.size < head.size:
        return Fault(grown.size, grown.size)
    return None if grown == head else Fault(0, max(head.size - 1, 0))


def _stored(read: NodeHash, level: int, index: int) -> bytes | None:
    try:
        return read(level, index)
    except LookupError:
        return None
