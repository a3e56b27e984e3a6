from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland

from passerelle.casework.access import AbsentError
from passerelle.casework.comparing import candidates
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import JournalEntry

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def _record(world: World, name: str, *facts: tuple[str, str], **changes: object) -> str:
    draft = Draft(
        publisher_id=name, schema="Person", line=1, facts=tuple(Fact(prop, value) for prop, value in facts)
    )
    report = record_statements(
        world.env, world.ana_reads(), drafts=[draft], marking=marking(world.env, **changes), case=world.case
    )
    return report.ids[name]


PHONE = ("phone", "+447700900417")


def test_two_records_that_share_a_phone_are_laid_side_by_side(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"), PHONE)
    other = _record(world, "other", ("name", "Joss Marrow"), PHONE)
    found = candidates(world.env, world.ana_reads(), one)
    assert [candidate.entity for candidate in found] == [other]
    assert found[0].caption == "Joss Marrow"


def test_birth_dates_that_exclude_each_other_are_said_so(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"), PHONE, ("birthDate", "1980-03-04"))
    _record(world, "other", ("name", "Tarn Velloud"), PHONE, ("birthDate", "1951-01-09"))
    assert candidates(world.env, world.ana_reads(), one)[0].comparison.contradicts


def test_a_shared_word_of_a_name_is_no_candidate(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"))
    _record(world, "other", ("name", "Tarn Marrow"))
    assert candidates(world.env, world.ana_reads(), one) == ()


def test_a_protected_person_is_nobodys_candidate(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"), PHONE)
    _record(world, "other", ("name", "Canary Lantern"), PHONE, category=SubjectCategory.VICTIM)
    assert candidates(world.env, world.ana_reads(), one) == ()


def test_what_one_may_not_read_one_may_not_compare(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"), PHONE)
    with pytest.raises(AbsentError):
        candidates(world.env, world.dana_reads(), one)


def test_a_comparison_is_journalled(world: World) -> None:
    one = _record(world, "one", ("name", "Tarn Velloud"), PHONE)
    candidates(world.env, world.ana_reads("same supplier?"), one)
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"same supplier?" in leaf
