"""A fresh sealing key, in both directions at once and with messages under way: none is lost or unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gate.station import found
from tests.simulator.node import Node, agree, introduce

from passerelle.casework import asked, asking, people, sharing
from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.key_changes import UnconfirmedKeyError
from passerelle.casework.partners import partner, partners
from passerelle.casework.posting import due
from passerelle.casework.settling import settle
from passerelle.cli.main import main
from passerelle.config import presence
from passerelle.config.env import RealEnv
from passerelle.config.node import NEXT_SIGN, NodeFolder, former_seals
from passerelle.core.role import Role
from passerelle.store.models import Outbox, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase

Pair = tuple[Node, Node, str]


class StoppedError(BaseException):
    """The process ended here."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase) -> Pair:
    folder = tmp_path_factory.mktemp("rotation")
    mine, theirs = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(mine, theirs)
    for node in (mine, theirs):
        people.add_officer(node.env, name="Gerd", role=Role.ADMINISTRATOR)
    return mine, theirs, agree(mine, theirs).id


def folder(node: Node) -> Path:
    return node.env.folder.path


def fresh(node: Node) -> RealEnv:
    """The node as it is after a start: with the keys that now lie in its folder."""
    return RealEnv(NodeFolder.read(folder(node)), node.env.database)


def rotate(node: Node, *options: str) -> None:
    assert main(["node", "rotate", str(folder(node)), "--as", "Gerd", "--why", "each year", *options]) == 0


def release(sender: Node, recipient: Node, agreement: str, number: int) -> None:
    entity, _ = sender.person(f"Ivo Marten {number}", f"+336123456{number:02}")
    sharing.release(
        fresh(sender), sender.access(), entities=[entity], recipients=[recipient.id], agreement=agreement
    )


def deliver(sender: Node, recipient: Node) -> None:
    for post in due(fresh(sender), frozenset(), 32):
        settle(fresh(sender), post, handle(fresh(recipient), sender.id, post.wire))


def test_a_key_is_rotated_under_way_in_both_directions_and_nothing_is_lost(pair: Pair) -> None:
    mine, theirs, agreement = pair
    for number in range(3):
        release(mine, theirs, agreement, 2 * number)
        release(theirs, mine, agreement, 2 * number + 1)
        rotate(mine)
        rotate(theirs)
        deliver(mine, theirs)
        deliver(theirs, mine)
    for node in (mine, theirs):
        assert set(Outbox.objects.using(node.env.database).values_list("state", flat=True)) == {"received"}
        received = Statement.objects.using(node.env.database).exclude(arrived_from="")
        assert received.filter(state="live").count() == 6


def test_the_key_for_questions_is_replaced_by_a_command_and_partners_ask_with_the_new_one(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs, agreement = pair
    for node in pair[:2]:
        node.person("Ivo Marten", "+33612345678")
    before = partner(mine.env, theirs.id).card.oprf_key
    rotate(theirs, "--questions")
    deliver(theirs, mine)
    rotate(theirs, "--questions", "--forget")
    assert partner(mine.env, theirs.id).card.oprf_key != before
    (question,) = asking.ask(
        fresh(mine), mine.access(), keys=["phone:+33612345678"], partner=theirs.id, agreement=agreement
    )
    deliver(mine, theirs)
    assert asked.answer_view(fresh(mine), mine.access(), question).hits
    assert "key 2 answers questions" in capsys.readouterr().out


def test_once_earlier_keys_are_erased_what_was_sealed_to_them_opens_for_nobody(pair: Pair) -> None:
    mine, theirs, agreement = pair
    release(mine, theirs, agreement, 8)
    rotate(theirs)
    assert former_seals(theirs.env.folder)
    rotate(theirs, "--forget")
    assert former_seals(theirs.env.folder) == []
    (post,) = due(fresh(mine), frozenset(), 32)
    with pytest.raises(UnprovenError):
        handle(fresh(theirs), mine.id, post.wire)


def test_a_signing_key_is_replaced_by_command_and_confirmed_by_its_digits(
    tmp_path: Path, new_node_database: NewNodeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, theirs = (
        found(tmp_path / name, name.title(), new_node_database()) for name in ("oberland", "unterland")
    )
    introduce(mine, theirs)
    for node in (mine, theirs):
        people.add_officer(node.env, name="Gerd", role=Role.ADMINISTRATOR)
    agreement = agree(mine, theirs).id
    before = fresh(mine).sign_public
    release(mine, theirs, agreement, 90)
    capsys.readouterr()
    rotate(mine, "--signing")
    digits = capsys.readouterr().out.splitlines()[1]
    assert fresh(mine).sign_public != before
    assert not (folder(mine) / "keys" / NEXT_SIGN).exists()
    # What the key before signed, the word of the change, and what the new key signs arrive in any order.
    release(mine, theirs, agreement, 91)
    deliver(mine, theirs)
    assert Statement.objects.using(theirs.env.database).filter(arrived_from=mine.id).count() == 4
    with pytest.raises(UnconfirmedKeyError):
        release(theirs, mine, agreement, 92)
    said = ["--as", "Gerd", "--why", "read over the telephone", "--fingerprint"]
    assert main(["node", "confirm", str(folder(theirs)), *said, "0" * 60, "Oberland"]) == 1
    assert main(["node", "confirm", str(folder(theirs)), *said, digits, "Oberland"]) == 0
    release(theirs, mine, agreement, 93)
    deliver(theirs, mine)
    assert Statement.objects.using(mine.env.database).filter(arrived_from=theirs.id).count() == 2
    lost = ["--as", "Gerd", "--why", "stolen laptop", "--reason", "compromised", "--since", "2026-11-01"]
    assert main(["node", "revoke", str(folder(mine)), *lost, "Oberland"]) == 0
    deliver(mine, theirs)
    assert mine.id not in {one.node for one in partners(theirs.env)}


def test_a_replacement_that_stopped_half_way_is_taken_up_at_the_next_start(
    tmp_path: Path, new_node_database: NewNodeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = found(tmp_path / "oberland", "Oberland", new_node_database())
    people.add_officer(node.env, name="Gerd", role=Role.ADMINISTRATOR)

    def stopped(_folder: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patch:
        patch.setattr(presence, "adopt_sign", stopped)
        with pytest.raises(StoppedError):
            rotate(node, "--signing")
    assert partner(node.env, node.id).card.signing_key != fresh(node).sign_public
    env = fresh(node)
    presence.present_node(env, address=partner(env, node.id).address)
    assert partner(node.env, node.id).card.signing_key == env.sign_public == fresh(node).sign_public
    assert len(partner(node.env, node.id).certified.chain) == 1
