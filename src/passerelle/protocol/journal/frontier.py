"""The right edge of the tree: all that an append needs, in at most 64 hashes.

A frontier is stored in the journal's one head row. Appending is pure: the old
frontier stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from passerelle.errors import PasserelleError
from passerelle.protocol.journal.tree import EMPTY_ROOT, HASH_BYTES, node_hash

SIZE_BYTES = 8


class FrontierError(PasserelleError):
    """A stored head is not the right edge of any tree; the journal must be verified before it is used."""


@dataclass(frozen=True, slots=True)
class Node:
    """A full node of the tree, which no later append changes."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The number of leaves and the roots of its full subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a size and peaks that do not belong together."""
        if self.size < 0 or self.size >= 1 << 8 * SIZE_BYTES:
            raise FrontierError("a journal's size is between 0 and 2^64 - 1")
        if len(self.peaks) != self.size.bit_count() or any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise FrontierError(f"a journal of {self.size} entries has another right edge")

    @property
    def root(self) -> bytes:
        """The tree's hash (RFC 6962 section 2.1): the peaks folded from the right."""
        if not self.peaks:
            return EMPTY_ROOT
        return reduce(lambda right, left: node_hash(left, right), reversed(self.peaks))

    def new_nodes(self, leaf: bytes) -> tuple[Node, ...]:
        """The nodes that appending this leaf hash completes, the leaf first: two on average."""
        nodes = [Node(0, self.size, leaf)]
        peaks = list(self.peaks)
        index, full = self.size, leaf
        while index & 1:
            full = node_hash(peaks.pop(), full)
            index >>= 1
            nodes.append(Node(len(nodes), index, full))
        return tuple(nodes)

    def append(self, leaf: bytes) -> Frontier:
        """The frontier with one more leaf hash."""
        nodes = self.new_nodes(leaf)
        kept = len(self.peaks) - (len(nodes) - 1)
        return Frontier(self.size + 1, (*self.peaks[:kept], nodes[-1].hash))

    def to_bytes(self) -> bytes:
        """The size in eight bytes, big-endian, then the peaks."""
        return self.size.to_bytes(SIZE_BYTES, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """The frontier whose `to_bytes` is exactly `data`; raises FrontierError for anything else."""
        if len(data) < SIZE_BYTES:
            raise FrontierError("a stored head is at least eight bytes")
        size, peaks = int.from_bytes(data[:SIZE_BYTES], "big"), data[SIZE_BYTES:]
        return cls(size, tuple(peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES)))
