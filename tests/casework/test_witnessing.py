from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.simulator.node import Node, introduce, make_node

from passerelle.casework.journaling import consulted
from passerelle.casework.witnessing import growth, own_head, seen, witness
from passerelle.protocol.checkpoint import CheckpointError
from passerelle.store.models import JournalEntry, JournalHead, JournalNode, SeenHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv


@pytest.fixture
def pair(new_env: Callable[[int], SeededEnv]) -> tuple[Node, Node]:
    watched, watcher = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(watched, watcher)
    return watched, watcher


def _work(node: Node) -> None:
    consulted(node.env, node.access(), subjects=["somebody"])


def test_a_head_that_grew_is_kept(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    first = witness(watcher.env, watched.env.node, own_head(watched.env), ())
    _work(watched)
    second = witness(watcher.env, watched.env.node, own_head(watched.env), growth(watched.env, first.size))
    assert second.size == first.size + 1
    assert seen(watcher.env, watched.env.node) == second


def test_a_journal_started_anew_is_found_out(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    _work(watched)
    first = witness(watcher.env, watched.env.node, own_head(watched.env), ())
    for table in (JournalEntry, JournalNode, JournalHead):
        table.objects.using(watched.env.database).all().delete()
    for _ in range(first.size + 3):
        _work(watched)
    with pytest.raises(CheckpointError):
        witness(watcher.env, watched.env.node, own_head(watched.env), growth(watched.env, first.size))
    assert seen(watcher.env, watched.env.node) == first


def test_a_head_without_its_proof_is_not_kept(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    first = witness(watcher.env, watched.env.node, own_head(watched.env), ())
    _work(watched)
    with pytest.raises(CheckpointError):
        witness(watcher.env, watched.env.node, own_head(watched.env), ())
    assert seen(watcher.env, watched.env.node) == first


def test_a_head_signed_by_somebody_else_is_not_kept(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    with pytest.raises(CheckpointError):
        witness(watcher.env, watched.env.node, own_head(watcher.env), ())
    assert not SeenHead.objects.using(watcher.env.database).exists()
