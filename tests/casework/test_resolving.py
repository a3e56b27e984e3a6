from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.access import AbsentError
from passerelle.casework.reading import entity_page
from passerelle.casework.resolving import judge_pair, same_as
from passerelle.core.subject import SubjectCategory
from passerelle.matching.judgement import JudgementError, Verdict
from passerelle.store.models import JournalEntry, Judgement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

CANARY = "Canary Lantern"


@pytest.fixture
def world(env: SeededEnv) -> World:
    world = oberland(env)
    for entity, name in (("e1", "Joss Marrow"), ("e2", "J. Marrow"), ("e3", CANARY)):
        state(env, entity, "Person", "name", name, marking(env))
        state(env, entity, "Person", "gender", "male", marking(env))
    return world


def _same(world: World, left: str, right: str, verdict: Verdict = Verdict.SAME) -> None:
    judge_pair(world.env, world.ana_reads(), left, right, verdict=verdict, reason="one number, one trade")


def test_a_page_gathers_the_facts_of_records_judged_the_same(world: World) -> None:
    _same(world, "e1", "e2")
    page = entity_page(world.env, world.ana_reads(), "e1")
    assert {fact.value for fact in page.facts if fact.prop == "name"} == {"Joss Marrow", "J. Marrow"}
    assert page.caption == "Joss Marrow"


def test_a_judgement_reaches_through_others(world: World) -> None:
    _same(world, "e1", "e2")
    _same(world, "e2", "e3")
    assert same_as(world.env, "e1") == ("e2", "e3")


def test_a_judgement_taken_back_parts_them_again_and_stays_on_record(world: World) -> None:
    _same(world, "e1", "e2")
    _same(world, "e1", "e2", Verdict.UNSURE)
    assert same_as(world.env, "e1") == ()
    assert len(entity_page(world.env, world.ana_reads(), "e1").facts) == 2
    assert Judgement.objects.using(world.env.database).count() == 2


def test_a_record_judged_the_same_as_a_protected_one_is_protected(world: World) -> None:
    victim = marking(world.env, category=SubjectCategory.VICTIM)
    state(world.env, "e1", "Person", "title", "helped", victim, case=world.case)
    assert protected(world.env.database, ["e3"], world.env.now()) == frozenset()
    _same(world, "e1", "e3")
    assert protected(world.env.database, ["e3"], world.env.now()) == {"e3"}
    assert CANARY not in repr(entity_page(world.env, world.ana_reads(), "e3"))


def test_what_one_may_not_see_one_may_not_judge(world: World) -> None:
    state(world.env, "e9", "Person", "name", CANARY, marking(world.env), case=world.case)
    with pytest.raises(AbsentError):
        judge_pair(world.env, world.dana_reads(), "e1", "e9", verdict=Verdict.SAME, reason="guess")


def test_a_judgement_needs_a_reason(world: World) -> None:
    with pytest.raises(JudgementError):
        judge_pair(world.env, world.ana_reads(), "e1", "e2", verdict=Verdict.SAME, reason=" ")


def test_a_judgement_is_journalled_as_a_combination(world: World) -> None:
    _same(world, "e1", "e2")
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"combination" in leaf
