"""A hub carries between two others, reads nothing, and neither loses nor doubles a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv
from tests.simulator.node import Node, introduce, make_node

from passerelle.casework import people, relaying, sharing
from passerelle.casework.access import AbsentError, Access, open_administration
from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.posting import Failure, Post, due, lost
from passerelle.casework.relaying import CarriedError, RelayFullError
from passerelle.casework.settling import settle
from passerelle.casework.upkeep import keep_up
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import parse_envelope
from passerelle.store.models import Inbox, Outbox, Quarantine, Relayed, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]


def administers(node: Node) -> Access:
    known = [one.id for one in people.officers(node.env) if one.name == "Gerd"]
    officer = known[0] if known else people.add_officer(node.env, name="Gerd", role=Role.ADMINISTRATOR)
    return open_administration(node.env, officer, reason="no line between the two")


class Star(Pair):
    """Oberland and Unterland meet at Seeland alone."""

    def __init__(self, new_env: NewEnv) -> None:
        super().__init__(new_env)
        self.hub = make_node(new_env(3), "Seeland")
        introduce(self.hub, self.oberland)
        introduce(self.hub, self.unterland)
        self.doors = {f"https://{one.name.lower()}.example:8443": one for one in self.nodes}
        for one, other in ((self.oberland, self.unterland), (self.unterland, self.oberland)):
            relaying.go_through(one.env, administers(one), other.id, self.hub.id)
        access = administers(self.hub)
        for one in (self.oberland, self.unterland):
            relaying.carry_for(self.hub.env, access, one.id, carried=True)

    @property
    def nodes(self) -> tuple[Node, Node, Node]:
        return self.oberland, self.unterland, self.hub

    def knock(self, node: Node, post: Post) -> bytes | None:
        """What the door answers that the post goes to; None for the 503 of a node that cannot answer yet."""
        try:
            return handle(self.doors[post.address].env, node.id, post.wire)
        except (CarriedError, RelayFullError):
            return None

    def round(self, *, lose_replies: bool = False) -> None:
        for node in self.nodes:
            for post in due(node.env, frozenset(), 32):
                reply = self.knock(node, post)
                if reply is None or lose_replies:
                    lost(node.env, post, Failure.UNANSWERED)
                else:
                    settle(node.env, post, reply)
        for node in self.nodes:
            node.env.advance(timedelta(minutes=3))

    def person(self) -> str:
        return self.oberland.person("Ivo Marten", "+999100200300")[0]


@pytest.fixture
def star(tales: Tales, new_env: NewEnv) -> Star:
    return tales.told(Star, new_env)


def test_a_message_goes_through_the_hub_and_its_receipt_comes_back(star: Star) -> None:
    (sent,) = star.release(star.person())
    star.round()
    star.round()
    assert Statement.objects.using(star.unterland.env.database).count() == 2
    row = Outbox.objects.using(star.oberland.env.database).get(id=sent.messages[0])
    assert (row.state, row.outcome) == ("received", "taken")
    assert not Inbox.objects.using(star.hub.env.database).exists()
    assert not Quarantine.objects.using(star.hub.env.database).exists()


def test_a_lost_reply_and_a_second_knock_have_one_effect(star: Star) -> None:
    star.release(star.person())
    for _ in range(3):
        star.round(lose_replies=True)
    assert Outbox.objects.using(star.oberland.env.database).get().state == "pending"
    for _ in range(3):
        star.round()
    assert Outbox.objects.using(star.oberland.env.database).get().state == "received"
    assert Inbox.objects.using(star.unterland.env.database).count() == 1


def test_a_hub_that_forgets_everything_loses_no_message(star: Star) -> None:
    star.release(star.person())
    star.round()
    Relayed.objects.using(star.hub.env.database).all().delete()
    for _ in range(3):
        star.round()
    assert Outbox.objects.using(star.oberland.env.database).get().state == "received"
    assert Inbox.objects.using(star.unterland.env.database).count() == 1


def test_a_recall_goes_the_same_way(star: Star) -> None:
    entity, (name, _phone) = star.oberland.person("Ivo Marten", "+999100200300")
    star.release(entity)
    sharing.recall(star.oberland.env, star.oberland.access(), name.record)
    for _ in range(3):
        star.round()
    (share,) = sharing.sharing_state(star.oberland.env, star.oberland.access(), name.record)
    assert share.recall_confirmed_at is not None


def test_the_hub_cannot_read_what_it_carries(star: Star) -> None:
    star.release(star.person())
    (post,) = due(star.oberland.env, frozenset(), 8)
    envelope = parse_envelope(post.wire)
    with pytest.raises(PasserelleError):
        star.hub.env.open(envelope.sealed, envelope.header.info)
    star.round()
    star.round()
    reply = parse_envelope(bytes(Relayed.objects.using(star.hub.env.database).get().reply or b""))
    with pytest.raises(PasserelleError):
        star.hub.env.open(reply.sealed, reply.header.info)
    assert not Statement.objects.using(star.hub.env.database).exists()


def test_a_hub_carries_only_what_the_sender_itself_brings_and_only_for_those_it_was_told(star: Star) -> None:
    star.release(star.person())
    (post,) = due(star.oberland.env, frozenset(), 8)
    with pytest.raises(UnprovenError):
        handle(star.hub.env, star.unterland.id, post.wire)
    relaying.carry_for(star.hub.env, administers(star.hub), star.unterland.id, carried=False)
    with pytest.raises(UnprovenError):
        handle(star.hub.env, star.oberland.id, post.wire)
    assert not Relayed.objects.using(star.hub.env.database).exists()


def test_whoever_is_not_the_named_hub_brings_nothing(star: Star) -> None:
    star.release(star.person())
    (post,) = due(star.oberland.env, frozenset(), 8)
    relaying.go_through(star.unterland.env, administers(star.unterland), star.oberland.id, "")
    with pytest.raises(UnprovenError):
        handle(star.unterland.env, star.hub.id, post.wire)
    assert handle(star.unterland.env, star.oberland.id, post.wire)


def test_a_reply_that_is_not_the_recipients_is_carried_to_nobody(star: Star) -> None:
    star.release(star.person())
    (post,) = due(star.oberland.env, frozenset(), 8)
    assert star.knock(star.oberland, post) is None
    (carried,) = due(star.hub.env, frozenset(), 8)
    for forged in (b"rubbish", post.wire):
        settle(star.hub.env, carried, forged)
        assert star.knock(star.oberland, post) is None


def test_a_hub_keeps_a_bounded_number_for_one_sender(star: Star, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "MOST_WAITING", 1)
    for number in range(2):
        star.release(star.oberland.person(f"Ivo Marten {number}", f"+99910020030{number}")[0])
    posts = due(star.oberland.env, frozenset(), 8)
    assert [star.knock(star.oberland, post) for post in posts] == [None, None]
    assert Relayed.objects.using(star.hub.env.database).count() == 1
    for _ in range(6):
        star.round()
    states = Outbox.objects.using(star.oberland.env.database).values_list("state", flat=True)
    assert set(states) == {"received"}


def test_replies_are_forgotten_after_a_week(star: Star) -> None:
    star.release(star.person())
    star.round()
    keep_up(star.hub.env)
    assert Relayed.objects.using(star.hub.env.database).exists()
    star.hub.env.advance(relaying.KEPT)
    keep_up(star.hub.env)
    assert not Relayed.objects.using(star.hub.env.database).exists()


def test_nobody_is_its_own_hub(star: Star) -> None:
    access = administers(star.oberland)
    with pytest.raises(AbsentError):
        relaying.go_through(star.oberland.env, access, star.unterland.id, star.unterland.id)
