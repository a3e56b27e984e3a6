"""A recipient suggests, the owner decides, and each hears what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework import amending, proposing, sharing
from passerelle.casework.access import AbsentError
from passerelle.casework.posting import put
from passerelle.casework.proposing import NotReceivedError
from passerelle.protocol.messages import Came, Change, Feedback, Proposal
from passerelle.store.models import Notice, Outbox, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
NOTE = "another person bears it"


class Told(Pair):
    """Unterland holds what Oberland released."""

    def __init__(self, new_env: NewEnv) -> None:
        super().__init__(new_env)
        self.entity, (_name, self.phone) = self.oberland.person("Ivo Marten", "+999100200300")
        self.release(self.entity)
        self.network.heal()

    def propose(self, **named: str) -> str:
        env = self.unterland.env
        record = named.pop("record", self.phone.record)
        return proposing.propose(env, self.unterland.access(), record, Change.CORRECT, note=NOTE, **named)

    def notices(self, kind: str, *, ours: bool = True) -> list[Notice]:
        node = self.oberland if ours else self.unterland
        return list(Notice.objects.using(node.env.database).filter(kind=kind))


@pytest.fixture
def told(tales: Tales, new_env: NewEnv) -> Told:
    return tales.told(Told, new_env)


def test_a_suggestion_waits_for_a_person_and_changes_nothing(told: Told) -> None:
    name = told.propose()
    told.network.heal()
    (row,) = told.notices("proposal")
    assert row.entity == told.entity
    assert (row.facts["change"], row.facts["version"], row.facts["note"]) == ("correct", 1, NOTE)
    sent = Outbox.objects.using(told.unterland.env.database).get(id=name)
    assert (sent.state, sent.outcome) == ("received", "waiting")
    assert Statement.objects.using(told.oberland.env.database).get(id=told.phone.id).state == "live"


def test_the_owner_answers_and_then_corrects(told: Told) -> None:
    told.propose()
    told.network.heal()
    env, access = told.oberland.env, told.oberland.access()
    (row,) = told.notices("proposal")
    proposing.answer_proposal(env, access, row.id, accepted=True, note="thank you")
    with pytest.raises(AbsentError):
        proposing.answer_proposal(env, access, row.id, accepted=False, note="twice")
    amending.correct(env, access, told.phone.record, "+999100200999")
    told.network.heal()
    (answer,) = told.notices("feedback", ours=False)
    assert (answer.facts["came"], answer.entity) == ("accepted", told.entity)
    there = Statement.objects.using(told.unterland.env.database).get(record=told.phone.record, state="live")
    assert there.value == "+999100200999"


def test_what_would_be_right_is_a_record_that_was_released(told: Told) -> None:
    mine, (_name, phone) = told.unterland.person("Ivo Marten", "+999100200999")
    with pytest.raises(NotReceivedError):
        told.propose(instead=phone.record)
    sharing.release(
        told.unterland.env,
        told.unterland.access(),
        entities=[mine],
        recipients=[told.oberland.id],
        agreement=told.agreement,
    )
    told.network.heal()
    told.propose(instead=phone.record)
    told.network.heal()
    (row,) = told.notices("proposal")
    assert row.facts["instead"] == phone.record


def test_feedback_says_what_came_of_a_release(told: Told) -> None:
    env, access = told.unterland.env, told.unterland.access()
    proposing.say_what_came(env, access, told.phone.record, Came.CONTRADICTED, note=NOTE)
    told.network.heal()
    (row,) = told.notices("feedback")
    assert (row.facts["came"], row.entity) == ("contradicted", told.entity)
    with pytest.raises(NotReceivedError):
        proposing.say_what_came(env, access, told.phone.record, Came.ACCEPTED, note=NOTE)


def test_nothing_is_suggested_about_ones_own_or_about_nothing(told: Told) -> None:
    _mine, (_name, phone) = told.unterland.person("Jo", "+999100200999")
    with pytest.raises(NotReceivedError):
        told.propose(record=phone.record)
    with pytest.raises(AbsentError):
        told.propose(record="0" * 32)


@pytest.mark.parametrize("known", [True, False], ids=["a-record-we-hold", "no-record"])
def test_a_probe_gets_the_same_receipt_and_reaches_no_inbox(told: Told, known: bool) -> None:
    """Asking about a record that was not sent to this node says nothing of whether it exists."""
    record = told.oberland.person("Nobody Sent", "+999100200555")[1][0].record if known else "0" * 32
    env = told.unterland.env
    bodies = (
        Proposal(record=record, version=1, change=Change.RECALL, note="probing"),
        Feedback(
            of_message=told.oberland.id + "|1|1|" + "ab" * 32, record=record, came=Came.USED, note="probing"
        ),
    )
    with transaction.atomic(using=env.database):
        names = [put(env, told.oberland.id, body, agreement=told.agreement, case="UN-1") for body in bodies]
    told.network.heal()
    rows = Outbox.objects.using(env.database).filter(id__in=names)
    assert {(row.state, row.outcome) for row in rows} == {("received", "waiting")}
    assert told.notices("proposal") + told.notices("feedback") == []
