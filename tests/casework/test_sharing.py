from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import sharing
from passerelle.casework.access import AbsentError
from passerelle.core.decision import Permit, Refuse
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.store import convert
from passerelle.store.models import Disclosure, Notice, Outbox, Statement

NewEnv = Callable[[int], SeededEnv]


class Pair:
    def __init__(self, new_env: NewEnv) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.unterland = make_node(new_env(2), "Unterland")
        introduce(self.oberland, self.unterland)
        self.agreement = agree(self.oberland, self.unterland).id
        self.network = Network({one.id: one for one in (self.oberland, self.unterland)}, Chance("1"))

    def release(self, *entities: str, **named: object) -> tuple[sharing.Sent, ...]:
        return sharing.release(
            self.oberland.env,
            self.oberland.access(),
            entities=entities,
            recipients=[self.unterland.id],
            agreement=self.agreement,
            **named,  # type: ignore[arg-type]
        )

    def preview(self, *entities: str) -> sharing.Preview:
        return sharing.preview(
            self.oberland.env,
            self.oberland.access(),
            entities=entities,
            recipient=self.unterland.id,
            agreement=self.agreement,
        )


@pytest.fixture
def pair(new_env: NewEnv) -> Pair:
    return Pair(new_env)


def test_a_release_arrives_once_and_is_confirmed(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    (sent,) = pair.release(entity)
    pair.network.heal()
    there = Statement.objects.using(pair.unterland.env.database).filter(entity=entity)
    assert sorted(there.values_list("value", flat=True)) == ["+999100200300", "Ivo Marten"]
    assert Outbox.objects.using(pair.oberland.env.database).get(id=sent.messages[0]).state == "received"
    ledger = Disclosure.objects.using(pair.oberland.env.database)
    assert ledger.exclude(received_at=None).count() == 2
    assert Notice.objects.using(pair.unterland.env.database).get().kind == "arrival"


def test_the_preview_says_what_leaves_and_why_the_rest_stays(pair: Pair) -> None:
    env = pair.oberland.env
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    contact = marking(env, category=SubjectCategory.CONTACT)
    state(env, entity, "Person", "alias", "the neighbour", contact)
    lines = {line.prop: line.decision for line in pair.preview(entity).lines}
    assert isinstance(lines["name"], Permit)
    assert lines["alias"] == Refuse(RefusalReason.CATEGORY_NOT_COVERED, "categories", pair.agreement)
    assert pair.release(entity)[0].statements == 2


def test_a_link_to_a_protected_person_never_leaves(pair: Pair) -> None:
    env = pair.oberland.env
    supplier, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    victim, _ = pair.oberland.person("Nela Brod", "+999100200301", category=SubjectCategory.VICTIM)
    link, mark = env.new_id(), marking(env)
    state(env, link, "UnknownLink", "subject", supplier, mark)
    state(env, link, "UnknownLink", "object", victim, mark)
    preview = pair.preview(supplier)
    stays = [line for line in preview.staying if line.schema == "UnknownLink"]
    assert len(stays) == 2
    assert {line.value for line in stays if line.prop == "object"} == {""}
    pair.release(supplier)
    pair.network.heal()
    there = Statement.objects.using(pair.unterland.env.database)
    assert not there.filter(value=victim).exists()
    assert not any(b"Nela" in wire or victim.encode() in wire for wire in pair.network.wires)


def test_only_what_was_chosen_leaves(pair: Pair) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    assert pair.release(entity, only={name.id})[0].statements == 1


def test_nothing_to_release_sends_nothing(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Jo Contact", "+999100200309", category=SubjectCategory.CONTACT)
    with pytest.raises(sharing.NothingToReleaseError):
        pair.release(entity)
    assert not Outbox.objects.using(pair.oberland.env.database).exists()


def test_an_empty_list_of_recipients_refuses(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    with pytest.raises(sharing.NothingToReleaseError):
        sharing.release(
            pair.oberland.env,
            pair.oberland.access(),
            entities=[entity],
            recipients=[],
            agreement=pair.agreement,
        )


def test_a_recall_erases_at_the_recipient_and_is_confirmed(pair: Pair) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    pair.network.heal()
    sharing.recall(pair.oberland.env, pair.oberland.access(), name.record)
    pair.network.heal()
    row = Statement.objects.using(pair.unterland.env.database).get(record=name.record)
    assert (row.state, row.value, bytes(row.salt)) == ("recalled", "", b"")
    (share,) = sharing.sharing_state(pair.oberland.env, pair.oberland.access(), name.record)
    assert share.recall_confirmed_at is not None
    assert share.recipient_name == "Unterland"


def test_a_recall_overtakes_the_release_and_nothing_is_kept(pair: Pair) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    sharing.recall(pair.oberland.env, pair.oberland.access(), name.record)
    pair.network.heal()
    there = Statement.objects.using(pair.unterland.env.database)
    assert not there.filter(record=name.record).exists()
    assert there.filter(entity=entity).count() == 1


@pytest.mark.parametrize("why", ["another's case", "another purpose"])
def test_a_record_out_of_reach_is_neither_recalled_nor_told_of(pair: Pair, why: str) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    pair.network.heal()
    env, access = pair.oberland.env, pair.oberland.access()
    rows = Statement.objects.using(env.database).filter(record=name.record)
    if why == "another's case":
        rows.update(case="0" * 32)
    else:
        rows.update(marking=convert.keep_marking(env.database, marking(env, purpose=Purpose.OVERSIGHT)))
    for act in (sharing.recall, sharing.sharing_state):
        with pytest.raises(AbsentError):
            act(env, access, name.record)
    assert not Disclosure.objects.using(env.database).exclude(recall_asked_at=None).exists()


def test_another_services_record_is_never_recalled_from_here(pair: Pair) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    pair.network.heal()
    with pytest.raises(sharing.NotTheOwnerError):
        sharing.recall(pair.unterland.env, pair.unterland.access(), name.record)


def test_what_was_received_stays_with_its_recipient(pair: Pair, new_env: NewEnv) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    pair.network.heal()
    seeland = make_node(new_env(3), "Seeland")
    introduce(pair.unterland, seeland)
    onward = agree(pair.unterland, seeland).id
    unterland: Node = pair.unterland
    preview = sharing.preview(
        unterland.env, unterland.access(), entities=[entity], recipient=seeland.id, agreement=onward
    )
    assert preview.lines
    assert {line.decision for line in preview.lines} == {
        Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")
    }
