from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.journal import Frontier, FrontierError, leaf_hash, nodes_of, root

leaf_lists = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def grow(leaves: list[bytes]) -> Frontier:
    head = Frontier()
    for leaf in leaves:
        head = head.append(leaf)
    return head


@given(leaf_lists)
def test_appending_reaches_the_root_of_the_list(leaves: list[bytes]) -> None:
    head = grow(leaves)
    assert head.size == len(leaves)
    assert head.root == root(nodes_of(leaves), len(leaves))


@given(leaf_lists)
def test_new_nodes_are_all_the_full_nodes_of_the_tree(leaves: list[bytes]) -> None:
    stored = {}
    head = Frontier()
    for leaf in leaves:
        for node in head.new_nodes(leaf):
            assert (node.level, node.index) not in stored
            stored[node.level, node.index] = node.hash
        head = head.append(leaf)
    wanted = nodes_of(leaves)
    assert len(stored) == sum(len(leaves) >> level for level in range(8))
    assert all(wanted(level, index) == found for (level, index), found in stored.items())


@given(leaf_lists)
def test_stored_head_comes_back(leaves: list[bytes]) -> None:
    head = grow(leaves)
    assert Frontier.from_bytes(head.to_bytes()) == head


def test_appending_leaves_the_old_head_as_it_was() -> None:
    old = grow([leaf_hash(b"a")])
    old.append(leaf_hash(b"b"))
    assert old == grow([leaf_hash(b"a")])


HEAD = grow([leaf_hash(bytes([n])) for n in range(5)]).to_bytes()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(HEAD[:7], id="size cut"),
        pytest.param(HEAD[:-1], id="peak cut"),
        pytest.param(HEAD[:-32], id="peak missing"),
        pytest.param(HEAD + bytes(32), id="peak too many"),
        pytest.param(bytes(7) + b"\x01" + HEAD[8:], id="another size"),
    ],
)
def test_a_damaged_head_is_refused(data: bytes) -> None:
    with pytest.raises(FrontierError):
        Frontier.from_bytes(data)


@pytest.mark.parametrize("size", [-1, 1 << 64], ids=["negative", "too large"])
def test_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(FrontierError):
        Frontier(size, (bytes(32),))
