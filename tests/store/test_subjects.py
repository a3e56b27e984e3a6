from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state

from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.store import subjects
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

PERSON, PASSPORT = "1" * 32, "2" * 32
NAME = (("name", "Ivo Marten"),)


def of(env: SeededEnv, *entities: str) -> dict[str, subjects.Subject]:
    return {one.entity: one for one in subjects.of(env.database, entities, now=env.now(), attribution=None)}


def a_person_with_a_passport(env: SeededEnv) -> None:
    state(env, PERSON, "Person", "name", "Ivo Marten", marking(env))
    state(env, PASSPORT, "Passport", "holder", PERSON, marking(env))
    state(env, PASSPORT, "Passport", "number", "SPEC123456", marking(env))


def test_a_document_speaks_for_its_holder_and_has_nothing_of_its_own(env: SeededEnv) -> None:
    a_person_with_a_passport(env)
    found = of(env, PASSPORT)
    assert set(found) == {PERSON, PASSPORT}, "who touches a document touches its holder"
    assert (found[PERSON].schema, found[PERSON].facts) == ("Person", NAME)
    ((schema, facts),) = found[PERSON].documents
    assert (schema, ("number", "SPEC123456") in facts) == ("Passport", True)
    assert found[PASSPORT].facts == ()


def test_only_what_stands_is_a_fact(env: SeededEnv) -> None:
    state(env, PERSON, "Person", "name", "Ivo Marten", marking(env))
    gone = state(env, PERSON, "Person", "alias", "Iwo", marking(env))
    Statement.objects.using(env.database).filter(id=gone.id).update(state="superseded")
    assert of(env, PERSON)[PERSON].facts == NAME


def test_what_a_partner_released_is_kept_apart(env: SeededEnv) -> None:
    state(env, PERSON, "Person", "name", "Ivo Marten", marking(env))
    theirs = state(env, PERSON, "Person", "phone", "+33612345678", marking(env))
    Statement.objects.using(env.database).filter(id=theirs.id).update(arrived_from="9" * 32)
    found = of(env, PERSON)[PERSON]
    assert found.facts == NAME
    assert [fact[1:3] for fact in found.received] == [("phone", "+33612345678")]


def test_the_markings_are_those_of_the_facts_and_protection_is_said(env: SeededEnv) -> None:
    mark = marking(env, category=SubjectCategory.VICTIM)
    state(env, PERSON, "Person", "name", "Ivo Marten", mark)
    found = of(env, PERSON)[PERSON]
    assert (found.markings, found.protected) == ((mark,), True)


def test_an_entity_without_facts_is_a_thing(env: SeededEnv) -> None:
    found = of(env, PERSON)[PERSON]
    assert (found.schema, found.facts, found.protected) == ("Thing", (), False)


@pytest.mark.parametrize("purpose", [Purpose.VICTIM_ASSISTANCE, Purpose.SEARCH_AND_RESCUE])
def test_what_is_held_to_help_makes_no_key_and_its_marking_counts_all_the_same(
    env: SeededEnv, purpose: Purpose
) -> None:
    helping, mark = marking(env, purpose=purpose, category=SubjectCategory.CONTACT), marking(env)
    state(env, PERSON, "Person", "name", "Ivo Marten", mark)
    state(env, PERSON, "Person", "phone", "+33612345678", helping)
    theirs = state(env, PERSON, "Person", "phone", "+33612345679", helping)
    Statement.objects.using(env.database).filter(id=theirs.id).update(arrived_from="9" * 32)
    state(env, PASSPORT, "Passport", "holder", PERSON, helping)
    state(env, PASSPORT, "Passport", "number", "SPEC123456", helping)
    found = of(env, PERSON)[PERSON]
    assert (found.facts, found.documents, found.received) == (NAME, (), ())
    assert set(found.markings) == {mark, helping}
