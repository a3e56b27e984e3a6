from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.journal import Fault, Frontier, NodeHash, first_fault, leaf_hash

Stored = dict[tuple[int, int], bytes]


def kept(contents: list[bytes]) -> tuple[Stored, Frontier]:
    nodes: Stored = {}
    head = Frontier()
    for content in contents:
        leaf = leaf_hash(content)
        nodes |= {(node.level, node.index): node.hash for node in head.new_nodes(leaf)}
        head = head.append(leaf)
    return nodes, head


def reader(nodes: Stored) -> NodeHash:
    return lambda level, index: nodes[level, index]


contents_lists = st.lists(st.binary(max_size=5), min_size=1, max_size=40)


@given(contents_lists)
def test_an_untouched_journal_has_no_fault(contents: list[bytes]) -> None:
    nodes, head = kept(contents)
    assert first_fault(contents, reader(nodes), head) is None


@given(contents_lists, st.data())
def test_a_changed_entry_is_named(contents: list[bytes], data: st.DataObject) -> None:
    nodes, head = kept(contents)
    place = data.draw(st.integers(0, len(contents) - 1))
    contents[place] += b"!"
    assert first_fault(contents, reader(nodes), head) == Fault(place, place)


@given(contents_lists, st.data())
def test_an_entry_rewritten_with_its_leaf_hash_is_found(contents: list[bytes], data: st.DataObject) -> None:
    nodes, head = kept(contents)
    place = data.draw(st.integers(0, len(contents) - 1))
    contents[place] += b"!"
    nodes[0, place] = leaf_hash(contents[place])
    fault = first_fault(contents, reader(nodes), head)
    assert fault is not None
    assert fault.first <= place <= fault.last


Edit = Callable[[list[bytes]], object]
EDITS: dict[str, Edit] = {
    "deleted": lambda entries: entries.pop(3),
    "inserted": lambda entries: entries.insert(3, b"new"),
    "swapped": lambda entries: entries.insert(3, entries.pop(4)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edited_list_is_faulty_from_the_edit_on(edit: Edit) -> None:
    contents = [bytes([number]) for number in range(9)]
    nodes, head = kept(contents)
    edit(contents)
    assert first_fault(contents, reader(nodes), head) == Fault(3, 3)


def test_a_truncated_journal_names_the_first_missing_entry() -> None:
    contents = [bytes([number]) for number in range(9)]
    nodes, head = kept(contents)
    assert first_fault(contents[:7], reader(nodes), head) == Fault(7, 7)


def test_an_entry_beyond_the_head_is_named() -> None:
    contents = [bytes([number]) for number in range(9)]
    nodes, head = kept(contents)
    assert first_fault([*contents, b"late"], reader(nodes), head) == Fault(9, 9)


def test_a_missing_node_is_a_fault() -> None:
    contents = [bytes([number]) for number in range(9)]
    nodes, head = kept(contents)
    del nodes[1, 2]
    assert first_fault(contents, reader(nodes), head) == Fault(4, 5)


def test_a_head_of_another_tree_is_a_fault_of_the_whole() -> None:
    contents = [bytes([number]) for number in range(9)]
    nodes, _ = kept(contents)
    _, other = kept([b"other", *contents[1:]])
    assert first_fault(contents, reader(nodes), other) == Fault(0, 8)
