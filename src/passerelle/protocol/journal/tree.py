"""The hashes of the tree (RFC 6962 section 2.1, RFC 9162 section 2.1.1).

A node is named by its level (leaves are 0) and its index on that level; only
nodes over a full power of two of leaves are ever stored, because those never
change again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

NodeHash = Callable[[int, int], bytes]


def leaf_hash(content: bytes) -> bytes:
    """SHA-256 over 0x00 and the leaf's bytes."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def largest_power_below(size: int) -> int:
    """The largest power of two smaller than `size`, which is at least 2: where RFC 6962 splits a tree."""
    return 1 << (size - 1).bit_length() - 1


def span_hash(read: NodeHash, start: int, end: int) -> bytes:
    """The hash over leaves start..end-1, from stored nodes: one read where they are a full subtree.

    `start` is a multiple of the smallest power of two not below the length, as
    in every span that RFC 6962 cuts.
    """
    length = end - start
    if length & (length - 1) == 0:
        level = length.bit_length() - 1
        return read(level, start >> level)
    middle = start + largest_power_below(length)
    return node_hash(span_hash(read, start, middle), span_hash(read, middle, end))


def root(read: NodeHash, size: int) -> bytes:
    """The tree's hash over its first `size` leaves."""
    return span_hash(read, 0, size) if size else EMPTY_ROOT


def nodes_of(leaves: Sequence[bytes]) -> NodeHash:
    """Every full node over a list of leaf hashes, computed once (a million leaves take about a second)."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[0::2], below[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs])
    return lambda level, index: levels[level][index]
