from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.key_index import index_keys
from passerelle.casework.recording import record_statements
from passerelle.casework.searching import search
from passerelle.core.draft import Draft, Fact
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import JournalEntry, JournalObject

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def _record(world: World, *facts: tuple[str, str], **changes: object) -> None:
    draft = Draft(
        publisher_id="p1", schema="Person", line=1, facts=tuple(Fact(prop, value) for prop, value in facts)
    )
    record_statements(
        world.env, world.ana_reads(), drafts=[draft], marking=marking(world.env, **changes), case=world.case
    )


@pytest.mark.parametrize(
    "typed",
    ["Tarn Velloud", "velloud TARN", "Тарн Веллоуд", "+44 7700 900417", "tarn@example.org"],
    ids=["as-recorded", "other-order", "other-script", "phone", "email"],
)
def test_a_subject_is_found_by_any_of_its_keys(world: World, typed: str) -> None:
    _record(
        world,
        ("name", "Tarn Velloud"),
        ("birthDate", "1980-03-04"),
        ("phone", "+447700900417"),
        ("email", "tarn@example.org"),
    )
    assert [one.caption for one in search(world.env, world.ana_reads(), typed).found] == ["Tarn Velloud"]


@pytest.mark.parametrize("typed", ["xo", "female", "Port-Lanterne", "", "   "])
def test_nobody_is_found_by_origin_gender_or_nothing(world: World, typed: str) -> None:
    _record(
        world,
        ("name", "Tarn Velloud"),
        ("nationality", "xo"),
        ("gender", "female"),
        ("birthPlace", "Port-Lanterne"),
    )
    assert search(world.env, world.ana_reads(), typed).found == ()


def test_a_case_not_ones_own_gives_nothing(world: World) -> None:
    _record(world, ("name", "Tarn Velloud"), ("phone", "+447700900417"))
    page = search(world.env, world.dana_reads(), "+447700900417")
    assert (page.found, page.common) == ((), False)


def test_a_protected_person_is_found_by_nothing(world: World) -> None:
    _record(
        world,
        ("name", "Canary Lantern"),
        ("phone", "+447700900512"),
        category=SubjectCategory.SMUGGLED_PERSON,
    )
    assert search(world.env, world.ana_reads(), "+447700900512").found == ()
    assert search(world.env, world.ana_reads(), "Canary Lantern").found == ()


def test_data_of_another_purpose_are_not_found(world: World) -> None:
    _record(world, ("name", "Tarn Velloud"), ("phone", "+447700900417"), purpose=Purpose.SEARCH_AND_RESCUE)
    assert search(world.env, world.ana_reads(), "+447700900417").found == ()


def test_by_what_its_reader_may_not_see_nobody_is_found(world: World, env: SeededEnv) -> None:
    entity, elsewhere = "e" * 32, "9" * 32
    state(env, entity, "Person", "name", "Tarn Velloud", marking(env), case=world.case)
    state(env, entity, "Person", "alias", "Ilmo Harrach", marking(env), case=elsewhere)
    state(env, entity, "Person", "phone", "+447700900417", marking(env), case=elsewhere)
    with transaction.atomic(using=env.database):
        index_keys(env, [entity])
    asked = ("Tarn Velloud", "Ilmo Harrach", "+447700900417")
    assert [len(search(env, world.ana_reads(), text).found) for text in asked] == [1, 0, 0]


def test_what_was_looked_for_is_bound_in_the_journal_and_not_readable_there(world: World) -> None:
    search(world.env, world.ana_reads("a caller gave this number"), "+447700900417")
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"a caller gave this number" in leaf
    assert b"900417" not in leaf
    assert JournalObject.objects.using(world.env.database).exists()
