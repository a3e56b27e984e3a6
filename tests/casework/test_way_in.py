from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import KINDS, Node, agree, introduce, make_node

from passerelle.casework import asking, cases, people, sharing
from passerelle.casework.access import Access, open_access
from passerelle.casework.way_in import MayNotSendError
from passerelle.core import way_in as way_in_module
from passerelle.core.party import ServiceKind
from passerelle.core.permission_row import EntryKind
from passerelle.core.permission_table import PERMISSIONS
from passerelle.core.role import Role
from passerelle.core.way_in import UnlistedError, way_in
from passerelle.gate.failure import halt
from passerelle.gate.server import Gate, application
from passerelle.protocol.messages.kind import Kind
from passerelle.store import journal
from passerelle.store.models import Notice, Outbox, ReceivedQuestion

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]


@pytest.mark.parametrize("kind", ServiceKind)
def test_a_question_is_taken_only_from_those_who_inquire(
    kind: ServiceKind, new_env: NewEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "Oberland", kind)
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    agreement = agree(mine, theirs).id
    entity, _ = mine.person("Ivo Marten", "+33612345678")
    theirs.person("Ivo Marten", "+33612345678")
    asking.ask(mine.env, mine.access(), entities=[entity], partner=theirs.id, agreement=agreement)
    Network({one.id: one for one in (mine, theirs)}, Chance("1")).heal()
    posted = Outbox.objects.using(mine.env.database).get(kind="question")
    taken = kind in way_in(EntryKind.MESSAGE, Kind.QUESTION).services
    assert posted.outcome == ("answered" if taken else "kind-not-yours")
    assert ReceivedQuestion.objects.using(theirs.env.database).exists() is taken
    assert Notice.objects.using(mine.env.database).filter(kind="hit").exists() is taken


@dataclass(frozen=True, slots=True)
class Talk:
    """What each kind of message that an officer has sent needs to exist before."""

    node: Node
    to: Node
    agreement: str
    entity: str
    record: str
    hit: str

    def send(self, kind: Kind, access: Access) -> None:
        env, under = self.node.env, {"agreement": self.agreement}
        match kind:
            case Kind.QUESTION:
                asking.ask(env, access, entities=[self.entity], partner=self.to.id, **under)
            case Kind.HIT:
                asking.open_conversation(env, access, self.hit)
            case Kind.RELEASE:
                sharing.release(env, access, entities=[self.entity], recipients=[self.to.id], **under)
            case Kind.RECALL:
                sharing.recall(env, access, self.record)
            case Kind.OFFER:
                sharing.offer(env, access, hit=self.hit, node=self.to.id, records=[self.record], **under)
            case _:
                raise AssertionError(kind)


@pytest.fixture
def talk(tales: Tales, new_env: NewEnv) -> Talk:
    return tales.told(after_a_talk, new_env)


def after_a_talk(new_env: NewEnv) -> Talk:
    mine, theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(mine, theirs)
    agreement = agree(mine, theirs).id
    entity, (name, _) = mine.person("Ivo Marten", "+33612345678")
    theirs.person("Ivo Marten", "+33612345678")
    asking.ask(mine.env, mine.access(), entities=[entity], partner=theirs.id, agreement=agreement)
    sharing.release(mine.env, mine.access(), entities=[entity], recipients=[theirs.id], agreement=agreement)
    Network({one.id: one for one in (mine, theirs)}, Chance("1")).heal()
    hit = Notice.objects.using(mine.env.database).get(kind="hit").id
    return Talk(mine, theirs, agreement, entity, name.record, hit)


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.HIT, Kind.OFFER, Kind.RELEASE, Kind.RECALL])
def test_every_kind_that_an_officer_sends_is_sent_for_the_roles_of_its_row_and_no_other(
    kind: Kind, talk: Talk
) -> None:
    env = talk.node.env
    for role in Role:
        officer = people.add_officer(env, name=str(role), role=role)
        cases.add_member(env, talk.node.case, officer, why="the table is tried")
        access = open_access(env, officer, case=talk.node.case, reason="who supplies the engines")
        before = journal.head(env.database).size, Outbox.objects.using(env.database).count()
        if role in way_in(EntryKind.MESSAGE, kind).roles:
            talk.send(kind, access)
            assert Outbox.objects.using(env.database).count() > before[1], role
            continue
        with pytest.raises(MayNotSendError):
            talk.send(kind, access)
        assert before == (journal.head(env.database).size, Outbox.objects.using(env.database).count()), role


def test_every_kind_of_message_has_its_row_and_every_row_its_kind() -> None:
    assert {str(kind) for kind in Kind} == {row.name for row in PERMISSIONS if row.kind is EntryKind.MESSAGE}


def test_a_gate_with_a_kind_of_message_that_has_no_row_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ThreadPoolExecutor(1) as executor:
        gate = Gate(handle=lambda _: (), ready=lambda: True, executor=executor, halt=halt)
    without = tuple(row for row in PERMISSIONS if row.name != "recall" or row.kind is not EntryKind.MESSAGE)
    monkeypatch.setattr("passerelle.core.way_in.PERMISSIONS", without)
    way_in_module._rows.cache_clear()
    try:
        with pytest.raises(UnlistedError, match="message 'recall'"):
            application(gate)
    finally:
        monkeypatch.undo()
        way_in_module._rows.cache_clear()
    assert application(gate)
