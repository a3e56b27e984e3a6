from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.journal import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    nodes_of,
    root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
READ = nodes_of(LEAVES)
ROOTS = [root(READ, size) for size in range(41)]


def naive_root(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH as RFC 6962 section 2.1.1 writes it."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*naive_path(index, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(index - split, leaves[split:]), naive_root(leaves[:split])]


def naive_subproof(old: int, leaves: list[bytes], *, complete: bool) -> list[bytes]:
    """SUBPROOF as RFC 6962 section 2.1.2 writes it."""
    if old == len(leaves):
        return [] if complete else [naive_root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= split:
        return [*naive_subproof(old, leaves[:split], complete=complete), naive_root(leaves[split:])]
    return [*naive_subproof(old - split, leaves[split:], complete=False), naive_root(leaves[:split])]


@pytest.mark.parametrize("size", range(1, 41))
def test_every_inclusion_proof_is_the_definition_and_verifies(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(READ, index, size)
        assert list(proof) == naive_path(index, LEAVES[:size])
        assert verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size])


@pytest.mark.parametrize("new", range(41))
def test_every_consistency_proof_is_the_definition_and_verifies(new: int) -> None:
    for old in range(new + 1):
        proof = consistency_proof(READ, old, new)
        expected = naive_subproof(old, LEAVES[:new], complete=True) if old else []
        assert list(proof) == expected
        assert verify_consistency(old, new, proof, ROOTS[old], ROOTS[new])


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def mutations(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    found = [(*proof, bytes(32)), (bytes(32), *proof)]
    for place in range(len(proof)):
        found.append(proof[:place] + proof[place + 1 :])
        found.append((*proof[:place], proof[place][:-1], *proof[place + 1 :]))
        found.append((*proof[:place], flipped(proof[place], place), *proof[place + 1 :]))
        found.append((*proof[: place + 1], proof[place], *proof[place + 1 :]))
    return found


@given(st.data())
def test_a_changed_inclusion_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(READ, index, size)
    for changed in mutations(proof):
        assert not verify_inclusion(LEAVES[index], index, size, changed, ROOTS[size])
    bit = data.draw(st.integers(0, 255))
    assert not verify_inclusion(flipped(LEAVES[index], bit), index, size, proof, ROOTS[size])
    assert not verify_inclusion(LEAVES[index], index, size, proof, flipped(ROOTS[size], bit))
    for other in range(size):
        same = verify_inclusion(LEAVES[index], other, size, proof, ROOTS[size])
        assert same is (other == index)


@given(st.data())
def test_a_changed_consistency_proof_is_refused(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 40))
    old = data.draw(st.integers(0, new))
    proof = consistency_proof(READ, old, new)
    for changed in mutations(proof):
        assert not verify_consistency(old, new, changed, ROOTS[old], ROOTS[new])
    bit = data.draw(st.integers(0, 255))
    assert not verify_consistency(old, new, proof, flipped(ROOTS[old], bit), ROOTS[new])
    # From an empty tree anything may grow: there is no earlier promise that a root could break.
    if old:
        assert not verify_consistency(old, new, proof, ROOTS[old], flipped(ROOTS[new], bit))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)], ids=["empty", "beyond", "negative"])
def test_no_proof_exists_for_an_entry_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        inclusion_proof(READ, index, size)
    assert not verify_inclusion(LEAVES[0], index, size, (), ROOTS[3])


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3)], ids=["shrunk", "negative"])
def test_no_proof_exists_for_a_tree_that_shrank(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        consistency_proof(READ, old, new)
    assert not verify_consistency(old, new, (), ROOTS[3], ROOTS[3])


def test_an_empty_proof_of_growth_from_a_partial_tree_is_refused() -> None:
    assert not verify_consistency(3, 7, (), ROOTS[3], ROOTS[7])


def test_a_proof_reads_few_nodes_of_a_large_tree() -> None:
    reads = 0

    def count(level: int, index: int) -> bytes:
        nonlocal reads
        reads += 1
        return LEAVES[(level + index) % 40]

    inclusion_proof(count, 777_777, 1_000_000)
    consistency_proof(count, 777_777, 1_000_000)
    assert reads < 60
