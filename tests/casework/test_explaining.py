"""An explanation is the decision that a release makes, asked again; it sends nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.test_sharing import Pair
from tests.casework.world import marking, state
from tests.simulator.env import SeededEnv
from tests.simulator.node import TERMS, agree

from passerelle.casework import amending, people, sharing
from passerelle.casework.explaining import Explanation, explain, sentence
from passerelle.casework.sharing import NothingToReleaseError
from passerelle.casework.signature import UnsignedAgreementError
from passerelle.core.decision import Permit, Refuse
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.permission_table import SENDING
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Agreement, JournalEntry, Outbox

if TYPE_CHECKING:
    from passerelle.casework.access import Access

NewEnv = Callable[[int], SeededEnv]
H2 = Handling(frozenset({HandlingCode.H0, HandlingCode.H2}))


@pytest.fixture(scope="module")
def shared(new_module_env: NewEnv) -> Pair:
    """Three agreements: one in force, one that has ended, one that nobody has signed."""
    pair = Pair(new_module_env)
    agree(pair.oberland, pair.unterland, until="2026-02-01")
    wide = TERMS.replace("Who a suspect is.", "Who anybody is.").replace(
        '"suspect", "convicted"', '"suspect", "convicted", "contact"'
    )
    unsigned = agree(pair.oberland, pair.unterland, terms=wide).id
    Agreement.objects.using(pair.oberland.env.database).filter(id=unsigned).update(signatures={})
    return pair


@pytest.fixture
def pair(new_env: NewEnv) -> Pair:
    return Pair(new_env)


def asked(pair: Pair, entity: str, access: Access | None = None) -> Explanation:
    reads = access or pair.oberland.access()
    return explain(pair.oberland.env, reads, entities=[entity], recipient=pair.unterland.id)


def goes_in_fact(pair: Pair, entity: str, statement: str, agreement: str) -> bool:
    """Whether a release of this one statement under this agreement leaves; it is undone."""
    env = pair.oberland.env
    with transaction.atomic(using=env.database):
        try:
            sharing.release(
                env,
                pair.oberland.access(),
                entities=[entity],
                recipients=[pair.unterland.id],
                agreement=agreement,
                only={statement},
            )
        except (NothingToReleaseError, UnsignedAgreementError):
            return False
        finally:
            transaction.set_rollback(True, using=env.database)
    return True


@given(
    category=st.sampled_from([one for one in SubjectCategory if not one.is_protected]),
    purpose=st.sampled_from([Purpose.GROUP_INVESTIGATION, Purpose.PROSECUTION]),
    restricted=st.booleans(),
)
def test_the_explanation_is_what_a_release_does(
    shared: Pair, category: SubjectCategory, purpose: Purpose, restricted: bool
) -> None:
    env = shared.oberland.env
    entity = env.new_id()
    changes = {"handling": H2} if restricted else {}
    mark = marking(env, category=category, purpose=purpose, **changes)
    said = state(env, entity, "Person", "name", "Ivo Marten", mark)
    (line,) = asked(shared, entity).lines
    assert len(line.now) == 3
    for verdict in line.now:
        assert verdict.goes is goes_in_fact(shared, entity, said.id, verdict.agreement), verdict


def test_it_says_why_not_by_the_agreement_s_own_clause(pair: Pair) -> None:
    env = pair.oberland.env
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    state(env, entity, "Person", "alias", "the neighbour", marking(env, category=SubjectCategory.CONTACT))
    lines = {line.prop: line.now[0].decision for line in asked(pair, entity).lines}
    assert lines["name"] == Permit("1", pair.agreement)
    assert lines["alias"] == Refuse(RefusalReason.CATEGORY_NOT_COVERED, "categories", pair.agreement)
    assert "clause 1" in sentence(lines["name"])
    assert "categories" in sentence(lines["alias"])


def test_without_an_agreement_it_says_that_there_is_none(pair: Pair) -> None:
    Agreement.objects.using(pair.oberland.env.database).all().delete()
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    found = asked(pair, entity)
    assert {line.now[0].decision for line in found.lines} == {Refuse(RefusalReason.NO_AGREEMENT, "rule 16")}
    assert not any(verdict.goes for line in found.lines for verdict in line.now)


def test_what_was_sent_is_explained_by_the_rules_of_its_instant(pair: Pair) -> None:
    env = pair.oberland.env
    pair.agreement = agree(pair.oberland, pair.unterland, until="2026-04-01").id
    entity, (_name, phone) = pair.oberland.person("Ivo Marten", "+33612345678")
    pair.release(entity)
    amending.correct(env, pair.oberland.access(), phone.record, "+33612345699")
    env.advance(timedelta(days=60))
    (line,) = [one for one in asked(pair, entity).lines if one.prop == "phone"]
    assert [(one.version, one.clause, one.officer) for one in line.sent] == [
        (1, "1", "Besa"),
        (2, "1", "Besa"),
    ]
    assert {one.then for one in line.sent} == {Permit("1", pair.agreement)}
    ended = [one for one in line.now if one.agreement == pair.agreement]
    assert [one.decision for one in ended] == [Refuse(RefusalReason.NOT_IN_FORCE, "rule 16", pair.agreement)]


def test_the_permission_table_is_joined(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    besa = asked(pair, entity)
    assert set(besa.senders) == SENDING
    assert isinstance(besa.reader, Permit)
    assert isinstance(besa.taken, Permit)
    ana = people.add_officer(pair.oberland.env, name="Ana", role=Role.ANALYST)
    access = dataclasses.replace(pair.oberland.access(), officer=ana, role=Role.ANALYST)
    assert isinstance(asked(pair, entity, access).reader, Refuse)


def test_nothing_is_sent_and_the_look_is_journalled(pair: Pair) -> None:
    env = pair.oberland.env
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    asked(pair, entity)
    assert not Outbox.objects.using(env.database).exists()
    leaves = JournalEntry.objects.using(env.database).values_list("leaf", flat=True)
    assert f"explain {pair.unterland.id}".encode() in bytes(list(leaves)[-1])


def test_a_value_is_in_no_part_of_it(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    pair.release(entity)
    shown = repr(asked(pair, entity))
    assert "Marten" not in shown
    assert "612345678" not in shown


def test_one_agreement_may_be_asked_about_alone(pair: Pair) -> None:
    other = agree(pair.oberland, pair.unterland, until="2026-05-01")
    entity, _ = pair.oberland.person("Ivo Marten", "+33612345678")
    found = explain(
        pair.oberland.env,
        pair.oberland.access(),
        entities=[entity],
        recipient=pair.unterland.id,
        agreement=other.id,
    )
    assert {verdict.agreement for line in found.lines for verdict in line.now} == {other.id}
