from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state

from passerelle.core.subject import PROTECTED, SubjectCategory
from passerelle.matching.judgement import Judgement, Verdict
from passerelle.store import judgements, protection
from passerelle.store.models import ProtectiveState, Statement

if TYPE_CHECKING:
    from datetime import datetime

    from tests.simulator.env import SeededEnv

VICTIM, OTHER, LINK = "1" * 32, "2" * 32, "3" * 32


def shielded(env: SeededEnv, *entities: str, at: datetime | None = None) -> frozenset[str]:
    return protection.protected(env.database, entities or (VICTIM, OTHER), at or env.now())


def hold(env: SeededEnv, person: str = VICTIM) -> None:
    protection.protect(env.database, [person], kind="victim", since=env.now(), by="a" * 32)


@pytest.mark.parametrize("category", sorted(PROTECTED), ids=str)
def test_who_is_said_to_be_protected_is(env: SeededEnv, category: SubjectCategory) -> None:
    said = state(env, VICTIM, "Person", "name", "Ivo Marten", marking(env, category=category))
    state(env, OTHER, "Person", "name", "Ana Kall", marking(env))
    assert shielded(env) == {VICTIM}
    Statement.objects.using(env.database).filter(id=said.id).update(state="superseded")
    assert shielded(env) == frozenset(), "only what stands protects"


def test_a_state_protects_from_its_beginning_and_is_recorded_once(env: SeededEnv) -> None:
    before = env.now()
    hold(env)
    hold(env)
    assert shielded(env, at=before) == frozenset()
    assert shielded(env) == {VICTIM}
    assert ProtectiveState.objects.using(env.database).count() == 1


def test_an_ended_state_protects_nobody(env: SeededEnv) -> None:
    hold(env)
    end = env.now()
    ProtectiveState.objects.using(env.database).update(until=end)
    assert shielded(env, at=end - timedelta(microseconds=1)) == {VICTIM}
    assert shielded(env, at=end) == frozenset()


def test_a_relative_is_protected_with_the_person(env: SeededEnv) -> None:
    for prop, end in (("person", VICTIM), ("relative", OTHER)):
        state(env, LINK, "Family", prop, end, marking(env))
    assert shielded(env) == frozenset()
    hold(env)
    assert shielded(env) == {VICTIM, OTHER}
    assert shielded(env, OTHER) == {OTHER}


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [(Verdict.SAME, {VICTIM, OTHER}), (Verdict.DIFFERENT, {VICTIM})],
    ids=["the same", "another"],
)
def test_a_record_judged_the_same_is_protected_with_it(
    env: SeededEnv, verdict: Verdict, expected: set[str]
) -> None:
    hold(env)
    judged = Judgement(
        when=env.now(), id="1", left=VICTIM, right=OTHER, verdict=verdict, by="a" * 32, why="one phone"
    )
    judgements.keep(env.database, judged)
    assert shielded(env) == expected


def test_nobody_is_asked_about_nobody(env: SeededEnv) -> None:
    hold(env)
    assert protection.protected(env.database, [], env.now()) == frozenset()


@pytest.mark.parametrize("asked", ["0" * 32, OTHER], ids=["left", "right"])
def test_a_record_asked_about_alone_is_protected_with_its_same(env: SeededEnv, asked: str) -> None:
    state(env, VICTIM, "Person", "name", "Ivo Marten", marking(env, category=SubjectCategory.VICTIM))
    left, right = sorted([VICTIM, asked])
    judged = Judgement(
        when=env.now(), id="1", left=left, right=right, verdict=Verdict.SAME, by="a" * 32, why="one phone"
    )
    judgements.keep(env.database, judged)
    assert shielded(env, asked) == {asked}
    assert shielded(env, "9" * 32) == frozenset()
