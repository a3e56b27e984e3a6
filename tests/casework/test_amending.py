"""A change reaches every holder of the old version, and nobody else hears of it."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.test_arrival import Pair as Wires
from tests.casework.test_sharing import Pair
from tests.casework.world import marking, state
from tests.simulator.env import SeededEnv
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import amending, asking, sharing
from passerelle.casework.access import AbsentError
from passerelle.casework.amending import Stricter, UnchangedError
from passerelle.casework.arrival import handle
from passerelle.casework.dispatch import NotTheOwnerError
from passerelle.casework.posting import put
from passerelle.casework.upkeep import keep_up
from passerelle.core.handling import HandlingCode
from passerelle.core.vocabulary import VocabularyError
from passerelle.protocol.envelope import parse_envelope, parse_plaintext
from passerelle.protocol.messages import Body, Correction, Recall, RecallItem, Release, Restriction
from passerelle.store.models import Disclosure, MatchKey, Notice, Outbox, Statement
from passerelle.store.models import Node as NodeRow

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
OLD, NEW = "+33612345678", "+33612345699"
SOAK = bool(os.environ.get("PASSERELLE_SOAK"))


class Circle(Pair):
    """Oberland released a person to Unterland and to Seeland."""

    def __init__(self, new_env: NewEnv) -> None:
        super().__init__(new_env)
        self.seeland = make_node(new_env(3), "Seeland")
        introduce(self.oberland, self.seeland)
        introduce(self.unterland, self.seeland)
        self.network.nodes[self.seeland.id] = self.seeland
        self.other = agree(self.oberland, self.seeland, until="2026-06-01").id
        self.entity, (_name, self.phone) = self.oberland.person("Ivo Marten", OLD)
        self.oberland.index(self.entity, "Person", [("phone", OLD)], marking(self.oberland.env))
        self.release(self.entity)
        sharing.release(
            self.oberland.env,
            self.oberland.access(),
            entities=[self.entity],
            recipients=[self.seeland.id],
            agreement=self.other,
        )
        self.network.heal()

    def correct(self, value: str = NEW) -> amending.Amended:
        return amending.correct(self.oberland.env, self.oberland.access(), self.phone.record, value)

    def restrict(self, **rules: object) -> amending.Amended:
        env = self.oberland.env
        return amending.restrict(env, self.oberland.access(), self.phone.record, Stricter(**rules))  # type: ignore[arg-type]

    def held(self, node: Node) -> dict[int, tuple[str, str]]:
        rows = Statement.objects.using(node.env.database).filter(record=self.phone.record)
        return {row.version: (row.state, row.value) for row in rows}


@pytest.fixture
def circle(tales: Tales, new_env: NewEnv) -> Circle:
    return tales.told(Circle, new_env)


def test_a_correction_reaches_every_holder_and_the_old_value_is_gone_there(circle: Circle) -> None:
    done = circle.correct()
    assert (done.version, len(done.told), done.recalled) == (2, 2, ())
    circle.network.heal()
    for node in (circle.unterland, circle.seeland):
        assert circle.held(node) == {1: ("superseded", ""), 2: ("live", NEW)}
        assert Notice.objects.using(node.env.database).filter(kind="correction").count() == 1
    notices = Outbox.objects.using(circle.oberland.env.database).filter(kind="correction")
    assert {row.recipient for row in notices} == {circle.unterland.id, circle.seeland.id}
    assert {row.state for row in notices} == {"received"}
    shares = sharing.sharing_state(circle.oberland.env, circle.oberland.access(), circle.phone.record)
    assert sorted(share.version for share in shares) == [1, 1, 2, 2]
    assert all(share.received_at for share in shares)


def test_at_home_the_new_value_stands_with_its_keys(circle: Circle) -> None:
    circle.correct()
    assert circle.held(circle.oberland) == {1: ("superseded", OLD), 2: ("live", NEW)}
    keys = MatchKey.objects.using(circle.oberland.env.database).filter(entity=circle.entity, kind="phone")
    assert keys.count() == 1
    question = asking.ask(
        circle.unterland.env,
        circle.unterland.access(),
        entities=[circle.unterland.person("I. Marten", NEW)[0]],
        partner=circle.oberland.id,
        agreement=circle.agreement,
    )
    assert question
    circle.network.heal()
    assert Notice.objects.using(circle.unterland.env.database).filter(kind="hit").exists()


def test_where_the_new_version_may_not_go_the_old_one_is_recalled(circle: Circle) -> None:
    circle.oberland.env.advance(timedelta(days=100))
    done = circle.correct()
    assert (len(done.told), len(done.recalled)) == (1, 1)
    circle.seeland.env.advance(timedelta(days=100))
    circle.unterland.env.advance(timedelta(days=100))
    circle.network.heal()
    assert circle.held(circle.seeland) == {1: ("recalled", "")}
    assert circle.held(circle.unterland)[2] == ("live", NEW)


def test_stricter_handling_and_review_reach_every_holder(circle: Circle) -> None:
    done = circle.restrict(handling=frozenset({HandlingCode.H1}), review=date(2026, 12, 1))
    assert len(done.told) == 2
    circle.network.heal()
    rows = Statement.objects.using(circle.unterland.env.database).filter(record=circle.phone.record)
    assert rows.get(state="live").value == OLD
    ledger = Disclosure.objects.using(circle.oberland.env.database).filter(version=2)
    assert ledger.exclude(received_at=None).count() == 2


def test_a_narrower_audience_is_a_recall_from_whoever_is_left_out(circle: Circle) -> None:
    done = circle.restrict(audience=frozenset({circle.unterland.id}))
    assert (done.version, done.told, len(done.recalled)) == (1, (), 1)
    circle.network.heal()
    assert circle.held(circle.seeland) == {1: ("recalled", "")}
    assert circle.held(circle.unterland) == {1: ("live", OLD)}


@pytest.mark.parametrize(
    "rules",
    [{}, {"handling": frozenset({HandlingCode.H0})}, {"review": date(2028, 1, 1)}],
    ids=["nothing", "the-same", "later"],
)
def test_what_is_no_stricter_is_refused(circle: Circle, rules: dict[str, object]) -> None:
    with pytest.raises(UnchangedError):
        circle.restrict(**rules)
    assert circle.held(circle.oberland) == {1: ("live", OLD)}


def test_what_cannot_stand_is_no_correction(circle: Circle) -> None:
    with pytest.raises(UnchangedError):
        circle.correct(OLD)
    with pytest.raises(VocabularyError):
        amending.correct(circle.oberland.env, circle.oberland.access(), birth(circle), "yesterday")
    with pytest.raises(AbsentError):
        amending.correct(circle.oberland.env, circle.oberland.access(), "0" * 32, NEW)
    with pytest.raises(NotTheOwnerError):
        amending.correct(circle.unterland.env, circle.unterland.access(), circle.phone.record, NEW)


def birth(circle: Circle) -> str:
    env = circle.oberland.env
    return state(env, circle.entity, "Person", "birthDate", "1979-04-12", marking(env)).record


def opened(node: Node, wire: bytes) -> bytes:
    envelope = parse_envelope(wire)
    return parse_plaintext(node.env.open(envelope.sealed, envelope.header.info))[1]


def test_no_message_says_who_else_has_a_record(circle: Circle) -> None:
    """Circle membership never travels: no message, opened, names another recipient or counts them."""
    circle.correct()
    circle.restrict(handling=frozenset({HandlingCode.H1}))
    sharing.recall(circle.oberland.env, circle.oberland.access(), circle.phone.record)
    circle.network.heal()
    nodes = {one.id: one for one in (circle.oberland, circle.unterland, circle.seeland)}
    payloads: dict[str, list[bytes]] = {circle.unterland.id: [], circle.seeland.id: []}
    for wire in circle.network.wires:
        header = parse_envelope(wire).header
        if header.node == circle.oberland.id:
            payloads[header.recipient].append(opened(nodes[header.recipient], wire))
    assert {json.loads(one)["kind"] for one in payloads[circle.seeland.id]} == {
        "release",
        "correction",
        "restriction",
        "recall",
    }
    for recipient, other in ((circle.unterland, circle.seeland), (circle.seeland, circle.unterland)):
        for payload in payloads[recipient.id]:
            for told in (other.id, other.env.service, other.name):
                assert told.encode() not in payload
    shapes = [sorted(len(json.loads(one)["body"]) for one in found) for found in payloads.values()]
    assert shapes[0] == shapes[1]


def test_a_correction_that_is_not_confirmed_in_time_is_an_open_incident(circle: Circle) -> None:
    circle.correct()
    env = circle.oberland.env
    env.advance(timedelta(days=8))
    keep_up(env)
    incidents = Notice.objects.using(env.database).filter(kind="incident", done_at=None)
    services = NodeRow.objects.using(env.database).filter(id__in=[circle.unterland.id, circle.seeland.id])
    assert {row.service for row in incidents} == set(services.values_list("service_id", flat=True))
    circle.network.heal()
    assert not incidents.all().exists()


class Everything(Wires):
    """The messages of one record's life, each as it was sent."""

    def wires(self, long: bool) -> list[bytes]:
        first = self.item(version=1)
        record, entity = first.statement.record, first.statement.entity
        again = [self.item(record=record, version=version) for version in range(2, 6)]
        bodies: list[Body] = [
            Release((first,)),
            Correction((again[0],), "a digit"),
            Recall((RecallItem(record, 2),), "wrong person"),
            Release((again[1],)),
            Restriction((again[2],), "not beyond you"),
        ]
        if long:
            bodies += [Release((again[0],)), Recall((RecallItem(record, 1),), "wrong person")]
        assert entity
        made = []
        for body in bodies:
            with transaction.atomic(using=self.mine.env.database):
                name = put(self.mine.env, self.theirs.id, body, agreement=self.agreement, case="OB-1")
            made.append(bytes(Outbox.objects.using(self.mine.env.database).get(id=name).wire))
        return made


def test_whatever_the_order_of_arrival_the_same_stands_in_the_end(
    new_env: NewEnv, database_kind: str
) -> None:
    """Release, correction, recall of both, release anew, restriction: every order, duplicates too."""
    # A change tries every third order on SQLite and every sixth on PostgreSQL; the long run tries all.
    step = 1 if SOAK else {"sqlite": 3, "postgresql": 6}[database_kind]
    world = Everything(new_env)
    database = world.theirs.env.database
    ends = set()
    for order in itertools.islice(itertools.permutations(world.wires(SOAK)), 0, None, step):
        with transaction.atomic(using=database):
            for wire in (*order, order[0]):
                handle(world.theirs.env, world.mine.id, wire)
            rows = Statement.objects.using(database).exclude(value="")
            ends.add(tuple((row.version, row.state) for row in rows.filter(state="live").order_by("version")))
            transaction.set_rollback(True, using=database)
    assert ends == {((4, "live"),)}
