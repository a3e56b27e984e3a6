from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.journal import EMPTY_ROOT, Frontier, leaf_hash, node_hash, nodes_of, root

# The eight leaves and roots published with Certificate Transparency's reference implementation.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]


def naive(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 section 2.1 writes it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive(leaves[:split]) + naive(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_root_is_the_one_published(size: int) -> None:
    assert root(nodes_of(LEAVES[:size]), size).hex() == ROOTS[size - 1]


def test_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root(nodes_of([]), 0) == EMPTY_ROOT == hashlib.sha256(b"").digest() == Frontier().root


def test_a_leaf_never_has_the_hash_of_a_node() -> None:
    left, right = LEAVES[0], LEAVES[1]
    assert leaf_hash(left + right) != node_hash(left, right)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_root_equals_the_definition(leaves: list[bytes]) -> None:
    assert root(nodes_of(leaves), len(leaves)) == naive(leaves)
