"""That an entry is in the tree, and that a tree only grew (RFC 9162 sections 2.1.3 and 2.1.4).

Proofs are made from stored nodes, O(log n) reads each. Verification needs
roots and the proof alone, and any court can repeat it.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.journal.tree import EMPTY_ROOT, HASH_BYTES, largest_power_below, node_hash, span_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.protocol.journal.tree import NodeHash


class ProofError(PasserelleError):
    """A proof was asked for an entry or a size that the tree does not have."""


def inclusion_proof(read: NodeHash, index: int, size: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first."""
    if not 0 <= index < size:
        raise ProofError(f"entry {index} is not among the first {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + largest_power_below(end - start)
        if index < middle:
            path.append(span_hash(read, middle, end))
            end = middle
        else:
            path.append(span_hash(read, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(read: NodeHash, old: int, new: int) -> tuple[bytes, ...]:
    """The hashes that show the first `old` leaves are the beginning of the first `new`, lowest first."""
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} entries does not begin with {old}")
    if old in {0, new}:
        return ()
    path: list[bytes] = []
    start, end = 0, new
    while old != end:
        middle = start + largest_power_below(end - start)
        if old <= middle:
            path.append(span_hash(read, middle, end))
            end = middle
        else:
            path.append(span_hash(read, start, middle))
            start = middle
    if start:
        path.append(span_hash(read, start, end))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """True when the proof leads from this leaf hash at this index to that root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size or any(len(step) != HASH_BYTES for step in (leaf, *proof)):
        return False
    place, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(step, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        place, last = place >> 1, last >> 1
    return last == 0 and compare_digest(reached, root)


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """True when the tree of `new` leaves begins with the tree of `old` leaves (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new or any(len(step) != HASH_BYTES for step in proof):
        return False
    if old == new:
        return not proof and compare_digest(old_root, new_root)
    if old == 0:
        return not proof and compare_digest(old_root, EMPTY_ROOT)
    return _verify_growth(old, new, proof, (old_root, new_root))


def _verify_growth(old: int, new: int, proof: Sequence[bytes], roots: tuple[bytes, bytes]) -> bool:
    # A full old tree is itself the first step, so the proof leaves it out.
    steps = [roots[0], *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and compare_digest(before, roots[0]) and compare_digest(after, roots[1])
