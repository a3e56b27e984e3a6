from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework.world import marking
from tests.simulator.env import CrashError, SeededEnv
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import sharing
from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.effects import release
from passerelle.casework.partners import own_file
from passerelle.casework.posting import due, put
from passerelle.core.classification import Classification
from passerelle.core.purpose import Purpose
from passerelle.core.statement import Statement
from passerelle.core.subject import SubjectCategory
from passerelle.protocol.exchange import Opened, receive
from passerelle.protocol.messages import (
    Hit,
    Licence,
    Recall,
    RecallItem,
    Receipt,
    Refusal,
    RefusalCode,
    Release,
    ReleaseItem,
)
from passerelle.store import models

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]


class Pair:
    def __init__(self, new_env: NewEnv) -> None:
        self.mine = make_node(new_env(1), "Oberland")
        self.theirs = make_node(new_env(2), "Unterland")
        introduce(self.mine, self.theirs)
        self.agreement = agree(self.mine, self.theirs).id

    def item(self, **changes: object) -> ReleaseItem:
        env = self.mine.env
        licence = Licence(
            recipient=self.theirs.env.service,
            clause="1",
            agreement=self.agreement,
            expiry=env.at() + timedelta(days=30),
        )
        mark = marking(env, **{key: value for key, value in changes.items() if key in MARKED})
        licence = dataclasses.replace(
            licence, **{key: value for key, value in changes.items() if key in LICENSED}
        )
        statement = Statement(
            record=str(changes.get("record", env.new_id())),
            version=int(str(changes.get("version", 1))),
            salt=env.random(16),
            marking=mark.digest,
            entity=env.new_id(),
            schema=str(changes.get("schema", "Person")),
            prop="name",
            value="Ivo Marten",
        )
        return ReleaseItem(statement, mark, licence)

    def send(self, body: Release | Recall | Hit) -> Receipt | Refusal:
        with transaction.atomic(using=self.mine.env.database):
            name = put(self.mine.env, self.theirs.id, body, agreement=self.agreement, case="OB-1")
        wire = bytes(models.Outbox.objects.using(self.mine.env.database).get(id=name).wire)
        return self.opened(handle(self.theirs.env, self.mine.id, wire))

    def opened(self, reply: bytes) -> Receipt | Refusal:
        found = receive(reply, self.mine.env, StoreDirectory(self.mine.env), carrier=self.theirs.id)
        assert isinstance(found, Opened)
        assert isinstance(found.body, Receipt | Refusal)
        return found.body

    def released(self) -> bytes:
        entity, _ = self.mine.person("Ivo Marten", "+33612345678")
        sharing.release(
            self.mine.env,
            self.mine.access(),
            entities=[entity],
            recipients=[self.theirs.id],
            agreement=self.agreement,
        )
        return due(self.mine.env, frozenset(), 8)[0].wire


MARKED = {"owner", "category", "purpose", "classification", "review"}
LICENSED = {"recipient", "expiry", "agreement"}


@pytest.fixture
def pair(tales: Tales, new_env: NewEnv) -> Pair:
    return tales.told(Pair, new_env)


def count(node: Node, model: type[models.Statement | models.Inbox | models.Notice]) -> int:
    return model._default_manager.using(node.env.database).count()


def test_a_thousand_duplicates_have_one_effect_and_one_receipt(pair: Pair) -> None:
    wire = pair.released()
    replies = {handle(pair.theirs.env, pair.mine.id, wire) for _ in range(1_000)}
    assert len(replies) == 1
    assert count(pair.theirs, models.Statement) == 2
    assert count(pair.theirs, models.Inbox) == 1


def test_a_replay_a_year_later_has_no_effect(pair: Pair) -> None:
    wire = pair.released()
    first = handle(pair.theirs.env, pair.mine.id, wire)
    pair.theirs.env.advance(timedelta(days=400))
    assert handle(pair.theirs.env, pair.mine.id, wire) == first
    assert count(pair.theirs, models.Notice) == 1


def test_another_carrier_brings_nothing(pair: Pair, new_env: NewEnv) -> None:
    seeland = make_node(new_env(3), "Seeland")
    introduce(pair.theirs, seeland)
    wire = pair.released()
    with pytest.raises(UnprovenError):
        handle(pair.theirs.env, seeland.id, wire)
    assert count(pair.theirs, models.Statement) == 0


def test_a_message_for_another_node_is_set_aside(pair: Pair, new_env: NewEnv) -> None:
    seeland = make_node(new_env(3), "Seeland")
    introduce(pair.mine, seeland)
    with pytest.raises(UnprovenError):
        handle(seeland.env, pair.mine.id, pair.released())
    assert models.Quarantine.objects.using(seeland.env.database).get().code == "recipient"


@pytest.mark.parametrize("place", range(40, 2_000, 97))
def test_a_flipped_bit_has_no_effect(pair: Pair, place: int) -> None:
    wire = bytearray(pair.released())
    wire[place % len(wire)] ^= 1
    with pytest.raises(UnprovenError):
        handle(pair.theirs.env, pair.mine.id, bytes(wire))
    assert count(pair.theirs, models.Statement) == 0
    assert count(pair.theirs, models.Inbox) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"owner": "f" * 32}, RefusalCode.NOT_THE_OWNER),
        ({"recipient": "f" * 32}, RefusalCode.LICENCE_NOT_OURS),
        ({"category": SubjectCategory.CONTACT}, RefusalCode.CATEGORY_NOT_AGREED),
        ({"purpose": Purpose.PROSECUTION}, RefusalCode.PURPOSE_NOT_AGREED),
        ({"classification": Classification.RESTRICTED}, RefusalCode.CLASSIFICATION_NOT_AGREED),
        ({"schema": "Method"}, RefusalCode.SCHEMA_NOT_AGREED),
    ],
    ids=["owner", "recipient", "category", "purpose", "classification", "schema"],
)
def test_what_the_agreement_does_not_cover_is_refused(
    pair: Pair, changes: dict[str, object], code: RefusalCode
) -> None:
    refusal = pair.send(Release((pair.item(**changes),)))
    assert isinstance(refusal, Refusal)
    assert refusal.code is code
    assert count(pair.theirs, models.Statement) == 0


def test_an_expired_licence_is_refused(pair: Pair) -> None:
    past = pair.mine.env.at() - timedelta(seconds=1)
    refusal = pair.send(Release((pair.item(expiry=past),)))
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.LICENCE_EXPIRED


def test_one_bad_item_refuses_the_whole_release(pair: Pair) -> None:
    pair.send(Release((pair.item(), pair.item(category=SubjectCategory.CONTACT))))
    assert count(pair.theirs, models.Statement) == 0


def test_a_refused_message_never_stops_the_next_one(pair: Pair) -> None:
    assert isinstance(pair.send(Release((pair.item(owner="f" * 32),))), Refusal)
    assert isinstance(pair.send(Release((pair.item(),))), Receipt)


def withdraw(pair: Pair) -> None:
    models.Agreement.objects.using(pair.theirs.env.database).filter(id=pair.agreement).delete()


def unsign(pair: Pair) -> None:
    models.Agreement.objects.using(pair.theirs.env.database).filter(id=pair.agreement).update(signatures={})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (withdraw, RefusalCode.AGREEMENT_UNKNOWN),
        (unsign, RefusalCode.AGREEMENT_NOT_SIGNED),
    ],
    ids=["agreement withdrawn", "signature gone"],
)
def test_what_changes_between_two_messages_counts_at_the_second(
    pair: Pair, change: Callable[[Pair], None], code: RefusalCode
) -> None:
    assert isinstance(pair.send(Release((pair.item(),))), Receipt)
    change(pair)
    refusal = pair.send(Release((pair.item(),)))
    assert isinstance(refusal, Refusal)
    assert refusal.code is code
    assert count(pair.theirs, models.Statement) == 1


def test_a_key_that_was_replaced_proves_nothing_at_the_next_message(pair: Pair, new_env: NewEnv) -> None:
    assert isinstance(pair.send(Release((pair.item(),))), Receipt)
    other = make_node(new_env(9), "Seeland")
    rows = models.Node.objects.using(pair.theirs.env.database).filter(id=pair.mine.id)
    rows.update(card=own_file(other.env))
    with pytest.raises(UnprovenError):
        pair.send(Release((pair.item(),)))
    rows.update(trusted_at=None)
    with pytest.raises(UnprovenError):
        pair.send(Release((pair.item(),)))
    assert count(pair.theirs, models.Statement) == 1


def test_poison_is_refused_once_and_set_aside(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_arguments: object) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(release, "apply", explode)
        refusal = pair.send(Release((pair.item(),)))
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.BODY_MALFORMED
    assert models.Quarantine.objects.using(pair.theirs.env.database).get().code == "poison"
    assert isinstance(pair.send(Release((pair.item(),))), Receipt)


def test_the_third_refusal_raises_an_alarm(pair: Pair) -> None:
    for _ in range(3):
        pair.send(Release((pair.item(owner="f" * 32),)))
    alarms = models.Notice.objects.using(pair.theirs.env.database).filter(kind="alarm")
    assert alarms.count() == 1


def test_only_the_owner_recalls(pair: Pair, new_env: NewEnv) -> None:
    item = pair.item()
    pair.send(Release((item,)))
    seeland = make_node(new_env(3), "Seeland")
    introduce(pair.theirs, seeland)
    agreement = agree(pair.theirs, seeland).id
    body = Recall((RecallItem(item.statement.record, 9),), "not theirs")
    with transaction.atomic(using=seeland.env.database):
        name = put(seeland.env, pair.theirs.id, body, agreement=agreement)
    wire = bytes(models.Outbox.objects.using(seeland.env.database).get(id=name).wire)
    handle(pair.theirs.env, seeland.id, wire)
    row = models.Statement.objects.using(pair.theirs.env.database).get(record=item.statement.record)
    assert row.value == "Ivo Marten"


def test_a_strangers_tombstone_binds_the_stranger_alone(pair: Pair, new_env: NewEnv) -> None:
    item = pair.item()
    seeland = make_node(new_env(3), "Seeland")
    introduce(pair.theirs, seeland)
    agreement = agree(pair.theirs, seeland).id
    body = Recall((RecallItem(item.statement.record, 9),), "before it came")
    with transaction.atomic(using=seeland.env.database):
        name = put(seeland.env, pair.theirs.id, body, agreement=agreement)
    wire = bytes(models.Outbox.objects.using(seeland.env.database).get(id=name).wire)
    handle(pair.theirs.env, seeland.id, wire)
    pair.send(Release((item,)))
    assert count(pair.theirs, models.Statement) == 1


def test_an_older_version_never_replaces_a_newer_one(pair: Pair) -> None:
    new = pair.item(version=2)
    old = pair.item(record=new.statement.record, version=1)
    pair.send(Release((new,)))
    pair.send(Release((old,)))
    row = models.Statement.objects.using(pair.theirs.env.database).get(state="live")
    assert row.version == 2


def test_of_two_versions_in_one_release_the_newer_stands(pair: Pair) -> None:
    old = pair.item()
    new = pair.item(record=old.statement.record, version=2)
    assert isinstance(pair.send(Release((old, new, pair.item()))), Receipt)
    rows = models.Statement.objects.using(pair.theirs.env.database).filter(record=old.statement.record)
    assert dict(rows.values_list("version", "state")) == {1: "superseded", 2: "live"}


def test_a_record_taken_back_stays_away_while_the_rest_of_the_release_arrives(pair: Pair) -> None:
    back, stays = pair.item(), pair.item()
    pair.send(Recall((RecallItem(back.statement.record, 1),), "another person"))
    assert isinstance(pair.send(Release((back, stays))), Receipt)
    rows = models.Statement.objects.using(pair.theirs.env.database)
    assert [row.record for row in rows] == [stays.statement.record]
    licences = models.Licence.objects.using(pair.theirs.env.database)
    assert [row.record for row in licences] == [stays.statement.record]


def test_the_same_release_in_a_new_message_renews_the_licence_alone(pair: Pair) -> None:
    item = pair.item()
    pair.send(Release((item,)))
    later = dataclasses.replace(item.licence, expiry=item.licence.expiry + timedelta(days=9))
    pair.send(Release((dataclasses.replace(item, licence=later),)))
    assert count(pair.theirs, models.Statement) == 1
    assert models.Licence.objects.using(pair.theirs.env.database).get().expires == later.expiry


def test_a_release_of_many_statements_costs_no_more_queries_than_one(pair: Pair) -> None:
    one, many = (Release(tuple(pair.item() for _ in range(number))) for number in (1, 40))
    alias = pair.theirs.env.database
    with CaptureQueriesContext(connections[alias]) as first:
        pair.send(one)
    with CaptureQueriesContext(connections[alias]) as second:
        pair.send(many)
    assert count(pair.theirs, models.Statement) == 41
    assert len(second) <= len(first) + 2


def test_the_same_place_with_another_message_is_an_alarm(pair: Pair) -> None:
    pair.send(Release((pair.item(),)))
    models.Node.objects.using(pair.mine.env.database).filter(id=pair.theirs.id).update(next_sequence=1)
    refusal = pair.send(Release((pair.item(),)))
    assert isinstance(refusal, Refusal)
    assert count(pair.theirs, models.Statement) == 1
    assert models.Notice.objects.using(pair.theirs.env.database).filter(kind="alarm").exists()


def test_a_node_set_back_to_an_earlier_incarnation_is_refused(pair: Pair) -> None:
    pair.mine.env.incarnation = 2
    assert isinstance(pair.send(Release((pair.item(),))), Receipt)
    pair.mine.env.incarnation = 1
    refusal = pair.send(Release((pair.item(),)))
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.INCARNATION_ROLLED_BACK


def test_a_hit_that_was_never_asked_is_refused(pair: Pair) -> None:
    question = f"{pair.mine.id}|1|1|{'0' * 64}"
    assert isinstance(pair.send(Hit(question, ("phone:+33612345678",))), Refusal)


@pytest.mark.parametrize("steps", range(12))
def test_a_crash_anywhere_before_the_reply_leaves_no_trace(pair: Pair, steps: int) -> None:
    wire = pair.released()
    pair.theirs.env.crash_after(steps)
    try:
        reply = handle(pair.theirs.env, pair.mine.id, wire)
    except CrashError:
        assert count(pair.theirs, models.Statement) == count(pair.theirs, models.Inbox) == 0
    else:
        assert reply
    pair.theirs.env.recover()
    assert isinstance(pair.opened(handle(pair.theirs.env, pair.mine.id, wire)), Receipt)
    assert count(pair.theirs, models.Statement) == 2
