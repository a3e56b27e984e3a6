from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.simulator.node import Node, introduce, make_node

from passerelle.casework.journaling import consulted
from passerelle.casework.witnessing import (
    FORGOTTEN,
    answered,
    cosign,
    forget,
    growth,
    own_head,
    seen,
    showings,
    witness,
)
from passerelle.errors import PasserelleError
from passerelle.protocol.checkpoint import Checkpoint, CheckpointError
from passerelle.protocol.cosignature import Cosignature, HeadAnswer, Seen, contradict
from passerelle.store import journal
from passerelle.store.models import Cosigned, JournalEntry, JournalHead, JournalNode, Notice, SeenHead

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


def show(mine: Node, theirs: Node) -> list[Seen]:
    """What the witness says, as often as it is shown something in one minute."""
    (showing,) = [one for one in showings(mine.env) if one.node == theirs.id]
    said = []
    body: bytes | None = showing.body
    while body is not None:
        reply = cosign(theirs.env, mine.id, body)
        said.append(HeadAnswer.from_bytes(reply).outcome)
        body = answered(mine.env, replace(showing, body=body), reply)
    return said


def test_a_witness_cosigns_what_grew_and_anybody_can_check_it(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    for _ in range(3):
        assert show(watched, watcher) == [Seen.COSIGNED]
        _work(watched)
    row = Cosigned.objects.using(watched.env.database).get()
    head = Checkpoint.read(bytes(row.head), keys=[watched.env.sign_public], node=watched.id)
    said = {"keys": [watcher.env.sign_public], "witness": watcher.id, "head": head}
    assert Cosignature.read(bytes(row.content), **said).size == row.size
    for wrong in (
        {"keys": [watched.env.sign_public]},
        {"witness": watched.id},
        {"head": replace(head, size=head.size + 1)},
        {"head": replace(head, root=b"0" * 32)},
    ):
        with pytest.raises(CheckpointError):
            Cosignature.read(bytes(row.content), **{**said, **wrong})


def test_a_witness_that_is_behind_is_shown_the_proof_from_there(pair: tuple[Node, Node]) -> None:
    """The cosignature was lost on its way: the witness has seen more than the node remembers."""
    watched, watcher = pair
    show(watched, watcher)
    Cosigned.objects.using(watched.env.database).update(size=0)
    _work(watched)
    assert show(watched, watcher) == [Seen.BEHIND, Seen.COSIGNED]


def test_a_witness_that_forgot_signs_nothing_until_its_people_declare_it(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    show(watched, watcher)
    SeenHead.objects.using(watcher.env.database).all().delete()
    before = Cosigned.objects.using(watched.env.database).get().content
    assert show(watched, watcher) == [Seen.FORGOTTEN]
    assert Cosigned.objects.using(watched.env.database).get().content == before
    assert alarms(watched) == [FORGOTTEN]
    forget(watched.env, watcher.id)
    assert show(watched, watcher) == [Seen.COSIGNED]


@pytest.mark.parametrize("more", [0, 3], ids=["shorter", "longer"])
def test_a_journal_told_anew_is_an_alarm_on_both_sides_and_is_not_cosigned(
    pair: tuple[Node, Node], more: int
) -> None:
    watched, watcher = pair
    _work(watched)
    _work(watched)
    show(watched, watcher)
    size = seen(watcher.env, watched.id)
    assert size is not None
    for table in (JournalEntry, JournalNode, JournalHead):
        table.objects.using(watched.env.database).all().delete()
    for _ in range(size.size + more if more else 1):
        _work(watched)
    assert show(watched, watcher)[-1] is Seen.FORK
    assert show(watched, watcher)[-1] is Seen.FORK
    assert len(alarms(watcher)) == len(alarms(watched)) == 1
    assert seen(watcher.env, watched.id) == size
    (notice,) = Notice.objects.using(watcher.env.database).filter(kind="alarm")
    heads = [
        Checkpoint.read(notice.facts[name].encode(), keys=[watched.env.sign_public], node=watched.id)
        for name in ("seen", "shown")
    ]
    # A shorter one proves itself with two signatures; of a longer one the proof failed.
    assert contradict(*heads) is (more == 0)


def test_a_head_of_somebody_else_is_no_head(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    (showing,) = showings(watcher.env)
    with pytest.raises(CheckpointError):
        cosign(watcher.env, watched.id, showing.body)
    for body in (b"", b"{}", showing.body[:-1], b"x" * 70_000):
        with pytest.raises(PasserelleError):
            cosign(watcher.env, watched.id, body)
        assert answered(watched.env, showings(watched.env)[0], body) is None


def test_a_cosignature_by_another_hand_is_not_kept(pair: tuple[Node, Node]) -> None:
    watched, watcher = pair
    (showing,) = showings(watched.env)
    head = journal.head(watched.env.database)
    forged = Cosignature(
        witness=watcher.id,
        node=watched.id,
        size=head.size,
        root=head.root,
        at=watched.env.now(),
    ).signed(watched.env.sign)
    assert answered(watched.env, showing, HeadAnswer(Seen.COSIGNED, forged).to_bytes()) is None
    assert not Cosigned.objects.using(watched.env.database).exists()


def alarms(node: Node) -> list[str]:
    rows = Notice.objects.using(node.env.database).filter(kind="alarm")
    return [row.facts["sentence"] for row in rows]
