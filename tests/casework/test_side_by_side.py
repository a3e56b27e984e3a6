from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.access import AbsentError
from passerelle.casework.recording import record_statements
from passerelle.casework.resolving import judge_pair
from passerelle.casework.side_by_side import pair_page, resolution_page
from passerelle.core.draft import Draft, Fact
from passerelle.core.subject import SubjectCategory
from passerelle.matching.comparison import Standing
from passerelle.matching.judgement import Verdict
from passerelle.store.models import JournalEntry

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

CANARY = "Canary Lantern"
PHONE = ("phone", "+447700900417")


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def _record(world: World, name: str, *facts: tuple[str, str], **changes: object) -> str:
    made = tuple(Fact(prop, value) for prop, value in (("name", name), *facts))
    draft = Draft(publisher_id=name, schema="Person", line=1, facts=made)
    report = record_statements(
        world.env, world.ana_reads(), drafts=[draft], marking=marking(world.env, **changes), case=world.case
    )
    return report.ids[name]


def _judge(world: World, left: str, right: str, verdict: Verdict) -> None:
    judge_pair(world.env, world.ana_reads(), left, right, verdict=verdict, reason="one boat", decided=True)


def test_both_sides_are_shown_with_what_follows(world: World) -> None:
    left = _record(world, "Joss Marrow", PHONE, ("birthDate", "1980-03-04"))
    right = _record(world, "Marrow Joss", ("birthDate", "1980-03-04"))
    page = pair_page(world.env, world.ana_reads(), left, right)
    assert (page.left.caption, page.right.caption) == ("Joss Marrow", "Marrow Joss")
    assert page.comparison.standing is Standing.CORROBORATED
    assert page.judgements == ()
    assert page.standing is None


def test_what_was_judged_leaves_the_candidates(world: World) -> None:
    one, two, three = (_record(world, name, PHONE) for name in ("Joss Marrow", "J. Marrow", "Tarn Velloud"))
    page = resolution_page(world.env, world.ana_reads(), one)
    assert {found.entity for found in page.candidates} == {two, three}
    _judge(world, one, three, Verdict.DIFFERENT)
    page = resolution_page(world.env, world.ana_reads(), one)
    assert [found.entity for found in page.candidates] == [two]
    assert [(judged.other, judged.judgement.verdict) for judged in page.judged] == [
        (three, Verdict.DIFFERENT)
    ]


def test_what_is_withheld_is_withheld_side_by_side(world: World) -> None:
    left = _record(world, "Joss Marrow", PHONE)
    victim = marking(world.env, category=SubjectCategory.VICTIM)
    for prop, value in (("name", CANARY), ("gender", "female")):
        state(world.env, "e9", "Person", prop, value, victim, case=world.case)
    page = pair_page(world.env, world.ana_reads(), left, "e9")
    assert CANARY not in repr(page)
    assert "female" in repr(page)
    _judge(world, left, "e9", Verdict.SAME)
    assert "Joss Marrow" not in repr(pair_page(world.env, world.ana_reads(), left, "e9"))
    assert "Joss Marrow" not in repr(resolution_page(world.env, world.ana_reads(), left))


def test_a_pair_with_what_one_may_not_see_is_absent(world: World) -> None:
    left, right = _record(world, "Joss Marrow", PHONE), _record(world, "J. Marrow", PHONE)
    _judge(world, left, right, Verdict.SAME)
    state(world.env, "e9", "Person", "name", "Joss", marking(world.env))
    for one, two in ((left, right), ("e9", right), ("e9", "e9"), ("e9", "0" * 32)):
        with pytest.raises(AbsentError):
            pair_page(world.env, world.dana_reads(), one, two)
    judge_pair(world.env, world.ana_reads(), "e9", right, verdict=Verdict.UNSURE, reason="a boat")
    assert resolution_page(world.env, world.dana_reads(), "e9").judged == ()


def test_a_pair_judged_different_that_others_join_is_shown_as_disputed(world: World) -> None:
    one, two, three = (_record(world, name, PHONE) for name in ("Joss Marrow", "J. Marrow", "Tarn Velloud"))
    _judge(world, one, two, Verdict.DIFFERENT)
    _judge(world, one, three, Verdict.SAME)
    assert not pair_page(world.env, world.ana_reads(), one, two).disputed
    _judge(world, three, two, Verdict.SAME)
    assert pair_page(world.env, world.ana_reads(), one, two).disputed


def test_a_look_is_journalled(world: World) -> None:
    left, right = _record(world, "Joss Marrow", PHONE), _record(world, "J. Marrow", PHONE)
    before = JournalEntry.objects.using(world.env.database).count()
    pair_page(world.env, world.ana_reads("one man?"), left, right)
    assert JournalEntry.objects.using(world.env.database).count() == before + 1
