from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.access import AbsentError
from passerelle.casework.reading import entity_page
from passerelle.casework.resolving import (
    AcrossCategoriesError,
    LiftsProtectionError,
    NothingToUndoError,
    judge_pair,
    same_as,
    undo_judgement,
)
from passerelle.casework.side_by_side import JudgementView, pair_page
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


def _same(
    world: World, left: str, right: str, verdict: Verdict = Verdict.SAME, *, decided: bool = False
) -> None:
    judge_pair(
        world.env,
        world.ana_reads(),
        left,
        right,
        verdict=verdict,
        reason="one number, one trade",
        decided=decided,
    )


def _undo(world: World, left: str, right: str, *, decided: bool = False) -> None:
    undo_judgement(world.env, world.ana_reads(), left, right, reason="two trades", decided=decided)


def _all_else(world: World) -> bytes:
    """Every row of all tables but judgements, journal and what the index of names must see; every page."""
    lines = []
    for model in apps.get_app_config("store").get_models():
        if not model.__name__.startswith(("Judgement", "Journal", "NameChange")):
            rows = model._default_manager.using(world.env.database).order_by("pk").values()
            lines += [f"{model.__name__} {row}" for row in rows]
    pages = [entity_page(world.env, world.ana_reads(), one) for one in ("e2", "e3")]
    shielded = protected(world.env.database, ["e1", "e2", "e3"], world.env.now())
    return repr((lines, pages, sorted(shielded))).encode()


def test_a_page_gathers_the_facts_of_records_judged_the_same(world: World) -> None:
    _same(world, "e1", "e2")
    page = entity_page(world.env, world.ana_reads(), "e1")
    assert {fact.value for fact in page.facts if fact.prop == "name"} == {"Joss Marrow", "J. Marrow"}
    assert page.caption == "Joss Marrow"


def test_a_judgement_reaches_through_others(world: World) -> None:
    _same(world, "e1", "e2")
    _same(world, "e2", "e3")
    assert same_as(world.env, "e1") == ("e2", "e3")


def test_a_judgement_answered_by_unsure_parts_them_again_and_stays_on_record(world: World) -> None:
    _same(world, "e1", "e2")
    _same(world, "e1", "e2", Verdict.UNSURE)
    assert same_as(world.env, "e1") == ()
    assert len(entity_page(world.env, world.ana_reads(), "e1").facts) == 2
    assert Judgement.objects.using(world.env.database).count() == 2


def test_a_record_judged_the_same_as_a_protected_one_is_protected(world: World) -> None:
    victim = marking(world.env, category=SubjectCategory.VICTIM)
    state(world.env, "e1", "Person", "title", "helped", victim, case=world.case)
    assert protected(world.env.database, ["e3"], world.env.now()) == frozenset()
    _same(world, "e1", "e3", decided=True)
    assert protected(world.env.database, ["e3"], world.env.now()) == {"e3"}
    assert CANARY not in repr(entity_page(world.env, world.ana_reads(), "e3"))


def test_persons_of_different_categories_are_joined_by_a_decision_alone(world: World) -> None:
    witness = marking(world.env, category=SubjectCategory.WITNESS)
    state(world.env, "e4", "Person", "name", "J. Marrow", witness)
    with pytest.raises(AcrossCategoriesError):
        _same(world, "e1", "e4")
    assert same_as(world.env, "e1") == ()
    _same(world, "e1", "e4", Verdict.DIFFERENT)
    _same(world, "e1", "e4", decided=True)
    assert same_as(world.env, "e1") == ("e4",)
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"across subject categories" in leaf


def test_a_category_reached_through_others_stops_a_judgement_too(world: World) -> None:
    witness = marking(world.env, category=SubjectCategory.WITNESS)
    state(world.env, "e4", "Person", "name", "J. Marrow", witness)
    _same(world, "e3", "e4", decided=True)
    with pytest.raises(AcrossCategoriesError):
        _same(world, "e1", "e3")


def test_the_error_says_nothing_of_either_category(world: World) -> None:
    state(world.env, "e4", "Person", "name", CANARY, marking(world.env, category=SubjectCategory.VICTIM))
    with pytest.raises(AcrossCategoriesError) as caught:
        _same(world, "e1", "e4")
    said = str(caught.value)
    assert not any(str(category) in said for category in SubjectCategory)
    assert CANARY not in said


def test_a_thing_and_a_person_are_not_stopped_for_categories(world: World) -> None:
    thing = marking(world.env, category=SubjectCategory.NOT_A_PERSON)
    state(world.env, "e4", "LegalEntity", "name", "Marrow Engines", thing)
    _same(world, "e1", "e4")
    assert same_as(world.env, "e1") == ("e4",)


def test_every_alias_keeps_its_source_and_undoing_restores_the_page_exactly(world: World) -> None:
    state(world.env, "e2", "Person", "alias", "The Engineer", marking(world.env, owner="f" * 32))
    before = [entity_page(world.env, world.ana_reads(), one) for one in ("e1", "e2", "e3")]
    _same(world, "e1", "e2")
    _same(world, "e2", "e3")
    joined = entity_page(world.env, world.ana_reads(), "e1")
    alias = next(fact for fact in joined.facts if fact.prop == "alias")
    assert alias in before[1].facts
    assert alias.marking.owner == "f" * 32
    _same(world, "e2", "e3", Verdict.UNSURE)
    _same(world, "e1", "e2", Verdict.DIFFERENT)
    assert [entity_page(world.env, world.ana_reads(), one) for one in ("e1", "e2", "e3")] == before


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


def test_undoing_restores_every_byte_of_what_was(world: World) -> None:
    victim = marking(world.env, category=SubjectCategory.VICTIM)
    state(world.env, "e3", "Person", "title", "helped", victim, case=world.case)
    _same(world, "e1", "e2")
    for earlier in (None, Verdict.SAME):
        if earlier:
            _same(world, "e3", "e2", earlier, decided=True)
        before = _all_else(world)
        later = Verdict.UNSURE if earlier is Verdict.SAME else Verdict.SAME
        _same(world, "e2", "e3", later, decided=True)
        assert _all_else(world) != before
        _undo(world, "e3", "e2", decided=True)
        assert _all_else(world) == before


def test_what_was_taken_back_stays_on_record_and_the_one_before_stands_again(world: World) -> None:
    _same(world, "e1", "e2", Verdict.DIFFERENT)
    _same(world, "e1", "e2")
    _undo(world, "e2", "e1")
    assert [one.verdict for one in _views(world) if one.stands] == [Verdict.DIFFERENT]
    _undo(world, "e1", "e2")
    with pytest.raises(NothingToUndoError):
        _undo(world, "e1", "e2")
    assert [(one.verdict, one.undone_by, one.undone_reason) for one in _views(world)] == [
        (Verdict.SAME, "Ana", "two trades"),
        (Verdict.DIFFERENT, "Ana", "two trades"),
    ]


def _views(world: World) -> tuple[JudgementView, ...]:
    return pair_page(world.env, world.ana_reads(), "e1", "e2").judgements


def test_what_somebody_judged_meanwhile_is_not_taken_back_unseen(world: World) -> None:
    _same(world, "e1", "e2", Verdict.UNSURE)
    seen = _views(world)[0].at
    world.env.advance(timedelta(minutes=1))
    _same(world, "e1", "e2")
    with pytest.raises(NothingToUndoError):
        undo_judgement(world.env, world.ana_reads(), "e1", "e2", reason="late", seen=seen)
    assert same_as(world.env, "e1") == ("e2",)


def test_parting_that_lifts_protection_is_a_decision_and_so_is_joining_again(world: World) -> None:
    victim = marking(world.env, category=SubjectCategory.VICTIM)
    state(world.env, "e3", "Person", "title", "helped", victim, case=world.case)
    _same(world, "e1", "e3", decided=True)
    for verdict in (Verdict.UNSURE, Verdict.DIFFERENT):
        with pytest.raises(LiftsProtectionError):
            _same(world, "e1", "e3", verdict)
    with pytest.raises(LiftsProtectionError):
        _undo(world, "e1", "e3")
    assert protected(world.env.database, ["e1"], world.env.now()) == {"e1"}
    _same(world, "e1", "e3", Verdict.UNSURE, decided=True)
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"lifting protection" in leaf
    with pytest.raises(AcrossCategoriesError):
        _undo(world, "e1", "e3")
    assert protected(world.env.database, ["e1"], world.env.now()) == frozenset()


def test_nobody_takes_back_what_they_may_not_see(world: World) -> None:
    state(world.env, "e9", "Person", "name", CANARY, marking(world.env), case=world.case)
    _same(world, "e1", "e9")
    with pytest.raises(AbsentError):
        undo_judgement(world.env, world.dana_reads(), "e1", "e9", reason="guess")
