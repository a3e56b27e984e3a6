"""Every line that no officer wrote says one of the reasons a desk can translate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework.carrying import pack, unpack
from passerelle.casework.journaling import NODE_ROLE
from passerelle.casework.node_reason import NodeReason
from passerelle.protocol.journal import JournalLeaf
from passerelle.store.models import JournalEntry

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]


@pytest.fixture
def carried(tales: Tales, new_env: NewEnv) -> Pair:
    return tales.told(with_a_release_by_hand, new_env)


def with_a_release_by_hand(new_env: NewEnv) -> Pair:
    pair = Pair(new_env)
    pair.release(pair.oberland.person("Ivo Marten", "+999100200300")[0])
    done = unpack(pair.unterland.env, None, pack(pair.oberland.env, None, pair.unterland.id)[0])
    unpack(pair.oberland.env, None, done.replies)
    return pair


def test_a_line_of_the_node_has_a_reason_of_the_list(carried: Pair) -> None:
    said = set()
    for node in (carried.oberland, carried.unterland):
        for content in JournalEntry.objects.using(node.env.database).values_list("leaf", flat=True):
            leaf = JournalLeaf.from_bytes(bytes(content))
            if leaf.role == NODE_ROLE:
                said.add(NodeReason(leaf.reason))
    assert {NodeReason.PACKED, NodeReason.UNPACKED, NodeReason.RELEASED, NodeReason.RECEIVED} <= said
