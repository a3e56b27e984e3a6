"""A partner's signing key is replaced under traffic; its keys are revoked; a partner is cut off."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.simulator.chance import Chance
from tests.simulator.checker import violations
from tests.simulator.env import SeededEnv
from tests.simulator.network import ROUGH, Network
from tests.simulator.node import COUNTRIES, Node, agree, introduce, make_node

from passerelle.casework import revoking, sharing
from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.directory import OVERLAP
from passerelle.casework.key_changes import UnconfirmedKeyError, confirm_key
from passerelle.casework.partners import FingerprintError, own, own_file, partner, partners, trust
from passerelle.casework.posting import due, put
from passerelle.casework.presentation import Presence, succeed
from passerelle.core.role import Role
from passerelle.protocol.keys import SigningKey, fingerprint
from passerelle.protocol.messages import Revocation, RevocationReason
from passerelle.store.models import Notice, Outbox, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

    from passerelle.casework.access import Access

NewEnv = Callable[[int], SeededEnv]


@dataclass(slots=True)
class ChangedEnv(SeededEnv):
    """The same world after its signing key was replaced."""

    key: SigningKey | None = None

    def sign(self, message: bytes) -> bytes:
        self._step()
        assert self.key is not None
        return self.key.sign(message)

    @property
    def sign_public(self) -> bytes:
        assert self.key is not None
        return self.key.public


class Four:
    def __init__(self, new_env: NewEnv) -> None:
        names = ("Oberland", "Unterland", "Seeland", "Haven")
        self.nodes = [make_node(new_env(number), name) for number, name in enumerate(names, 1)]
        introduce(*self.nodes)
        self.agreement = agree(*self.nodes).id
        self.mine, self.theirs, self.third, self.fourth = self.nodes
        self.network = Network({one.id: one for one in self.nodes}, Chance("keys"))

    def release(self, sender: Node, to: Node, number: int = 0) -> str:
        entity, _ = sender.person(f"Ivo Marten {number}", f"+3361234{number:04d}")
        sharing.release(
            sender.env, sender.access(), entities=[entity], recipients=[to.id], agreement=self.agreement
        )
        return entity

    def rotate(self, seed: bytes = b"new") -> Node:
        """Oberland with a new signing key; what was sealed and signed before is still on its way."""
        before, key = self.mine, SigningKey(seed.ljust(32, b"\0"))
        held = own(before.env)
        presence = Presence(
            name=held.name,
            party=held.party,
            address=held.address,
            sign_public=key.public,
            seal_public=held.card.sealing_key,
            certificate=held.certificate,
        )
        succeed(before.env, self.access(before), presence, key.sign)
        old = before.env
        assert isinstance(old, SeededEnv)
        env = ChangedEnv(old.seed, old.database, old.folder, old.start, key=key)
        for name in ("incarnation", "elapsed", "drawn"):
            setattr(env, name, getattr(old, name))
        self.mine = replace(before, env=env)
        self.network.nodes[before.id] = self.mine
        return self.mine

    @staticmethod
    def access(node: Node) -> Access:
        return dataclasses.replace(node.access("stolen laptop"), role=Role.SINGLE_POINT_OF_CONTACT)


@pytest.fixture
def four(tales: Tales, new_env: NewEnv) -> Four:
    return tales.told(Four, new_env)


def test_a_key_is_replaced_under_traffic_and_nothing_is_lost(four: Four) -> None:
    """T34: in flight before, queued before and after, both directions, lines that lose and repeat."""
    four.network.faults = ROUGH
    for number in range(3):
        four.release(four.mine, four.theirs, number)
        four.release(four.theirs, four.mine, 10 + number)
        four.network.round()
        four.rotate(f"key {number}".encode())
        four.release(four.mine, four.theirs, 20 + number)
        four.network.round()
        # A person compares each new key, as soon as it is there.
        four.network.heal()
        digits = own(four.mine.env).card.fingerprint
        for other in (four.theirs, four.third, four.fourth):
            confirm_key(other.env, four.access(other), four.mine.id, digits)
        four.network.faults = ROUGH
    four.network.heal()
    assert violations(four.network) == []
    rows = Statement.objects.using(four.theirs.env.database).filter(arrived_from=four.mine.id, state="live")
    assert rows.count() == 12
    assert len(partner(four.theirs.env, four.mine.id).certified.chain) == 3


def test_nothing_is_released_to_a_new_key_before_a_person_compared_it(four: Four) -> None:
    four.rotate()
    four.network.heal()
    with pytest.raises(UnconfirmedKeyError):
        four.release(four.theirs, four.mine)
    assert Notice.objects.using(four.theirs.env.database).filter(kind="alarm").count() == 1
    with pytest.raises(FingerprintError):
        confirm_key(
            four.theirs.env,
            four.access(four.theirs),
            four.mine.id,
            fingerprint(four.third.env.sign_public),
        )
    confirm_key(
        four.theirs.env, four.access(four.theirs), four.mine.id, fingerprint(four.mine.env.sign_public)
    )
    four.release(four.theirs, four.mine)


def test_what_the_key_before_signed_counts_for_a_week_and_no_longer(four: Four) -> None:
    """What was under way when the key changed arrives; after the overlap the old key opens nothing."""
    four.release(four.mine, four.theirs)
    (early,) = due(four.mine.env, frozenset(), 8)
    four.release(four.mine, four.theirs, 1)
    late = next(one for one in due(four.mine.env, frozenset(), 8) if one.id != early.id)
    four.rotate()
    hello = Outbox.objects.using(four.mine.env.database).get(recipient=four.theirs.id, kind="hello")
    handle(four.theirs.env, four.mine.id, bytes(hello.wire))
    handle(four.theirs.env, four.mine.id, early.wire)
    four.theirs.env.advance(OVERLAP + timedelta(minutes=1))
    with pytest.raises(UnprovenError):
        handle(four.theirs.env, four.mine.id, late.wire)


def test_who_revokes_its_own_keys_is_a_stranger_at_once(four: Four) -> None:
    """T35: before its next message, and what it signed since is counted for people."""
    for number in range(2):
        four.release(four.mine, four.theirs, number)
    four.network.heal()
    since = four.mine.env.at() - timedelta(days=1)
    four.release(four.mine, four.theirs, 3)
    told = revoking.revoke(
        four.mine.env, four.access(four.mine), four.mine.id, RevocationReason.COMPROMISED, since
    )
    assert told == 3
    # The revocation is first in each queue, whatever waited before.
    first = due(four.mine.env, frozenset(), 8)[0]
    assert Outbox.objects.using(four.mine.env.database).get(id=first.id).kind == "revocation"
    four.network.round()
    for other in (four.theirs, four.third, four.fourth):
        assert four.mine.id not in {one.node for one in partners(other.env)}
    notice = Notice.objects.using(four.theirs.env.database).get(kind="alarm")
    # The one that was under way may have come just before.
    assert notice.facts["messages_since"] in {2, 3}
    # With a new first key, read out anew, it is a partner again.
    trust(
        four.theirs.env,
        four.access(four.theirs),
        own_file(four.mine.env),
        fingerprint_read=own(four.mine.env).card.fingerprint,
    )
    assert partner(four.theirs.env, four.mine.id)


def test_one_voice_warns_and_two_of_two_countries_cut_off(four: Four) -> None:
    since = four.mine.env.at()

    def revoked_by(node: Node) -> bool:
        revoking.revoke(node.env, four.access(node), four.mine.id, RevocationReason.EXPELLED, since)
        four.network.round()
        return four.mine.id not in {one.node for one in partners(four.fourth.env)}

    assert not revoked_by(four.theirs)
    assert Notice.objects.using(four.fourth.env.database).filter(kind="alarm").count() == 1
    assert not revoked_by_again(four)
    assert revoked_by(four.third)


def revoked_by_again(four: Four) -> bool:
    """The same voice a second time is still one voice."""
    body = Revocation(four.mine.env.service, RevocationReason.EXPELLED, four.mine.env.at())
    put(four.theirs.env, four.fourth.id, body)
    four.network.round()
    return four.mine.id not in {one.node for one in partners(four.fourth.env)}


def test_two_voices_of_one_country_cut_nobody_off(new_env: NewEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COUNTRIES, "Seeland", COUNTRIES["Unterland"])
    four = Four(new_env)
    for node in (four.theirs, four.third):
        revoking.revoke(
            node.env, four.access(node), four.mine.id, RevocationReason.EXPELLED, four.mine.env.at()
        )
    four.network.round()
    assert four.mine.id in {one.node for one in partners(four.fourth.env)}
