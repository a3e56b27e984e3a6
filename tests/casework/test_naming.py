from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.naming import follow_names
from passerelle.casework.recording import record_statements
from passerelle.casework.searching import search
from passerelle.core.draft import Draft, Fact
from passerelle.core.protective import ProtectiveKind
from passerelle.core.subject import SubjectCategory
from passerelle.matching.judgement import Judgement, Verdict
from passerelle.store import judgements, name_change, protection
from passerelle.store.models import Entity, NameChange, Notice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator.env import SeededEnv

CANARY = "Canarina Lanternova"


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def record(world: World, name: str, *, id: str = "p1", dataset: str = "", **changes: object) -> str:  # noqa: A002 - the publisher's id
    before = set(Entity.objects.using(world.env.database).values_list("id", flat=True))
    draft = Draft(publisher_id=id, schema="Person", line=1, facts=(Fact("name", name),))
    record_statements(
        world.env, world.ana_reads(), drafts=[draft], marking=marking(world.env, **changes), case=world.case
    )
    made = set(Entity.objects.using(world.env.database).values_list("id", flat=True)) - before
    return made.pop()


def follow(world: World) -> None:
    while follow_names(world.env):
        pass


def on_disk(env: SeededEnv, text: str) -> bool:
    """Whether the text, or the beginning of one of its words, lies anywhere in the index."""
    parts = [word.lower()[:6].encode() for word in text.split()]
    files: list[Path] = [one for one in (env.folder / "names").rglob("*") if one.is_file()]
    return any(part in file.read_bytes().lower() for file in files for part in parts)


def found(world: World, text: str) -> list[str]:
    return [one.caption for one in search(world.env, world.ana_reads(), text).found]


def test_a_name_that_no_key_finds_is_found_with_its_reasons(world: World, env: SeededEnv) -> None:
    record(world, "Tarn Velloudska")
    assert found(world, "Tern Veloudksa") == []
    follow(world)
    (one,) = search(env, world.ana_reads(), "Tern Veloudksa").found
    assert (one.caption, one.kinds) == ("Tarn Velloudska", ("name",))
    assert "slips of typing" in one.why


def test_who_may_not_read_a_statement_finds_nothing_through_the_index(world: World, env: SeededEnv) -> None:
    record(world, "Tarn Velloudska")
    follow(world)
    assert search(env, world.dana_reads(), "Tern Veloudksa").found == ()


def test_by_a_name_that_its_reader_may_not_see_nobody_is_found(world: World, env: SeededEnv) -> None:
    entity = "e" * 32
    state(env, entity, "Person", "name", "Tarn Velloudska", marking(env), case=world.case)
    state(env, entity, "Person", "alias", CANARY, marking(env), case="9" * 32)
    with transaction.atomic(using=env.database):
        name_change.note(env.database, [entity])
    follow(world)
    assert found(world, "Tern Veloudksa") == ["Tarn Velloudska"]
    assert found(world, "Canarina Lanternowa") == []


@pytest.mark.parametrize(
    "category", [SubjectCategory.VICTIM, SubjectCategory.SMUGGLED_PERSON, SubjectCategory.PROTECTED_WITNESS]
)
def test_a_protected_person_never_enters_the_index(
    world: World, env: SeededEnv, category: SubjectCategory
) -> None:
    record(world, CANARY, category=category)
    record(world, "Tarn Velloudska", id="p2")
    follow(world)
    assert on_disk(env, "Tarn Velloudska")
    assert not on_disk(env, CANARY)


def test_whoever_becomes_protected_leaves_the_index_and_the_disk(world: World, env: SeededEnv) -> None:
    entity = record(world, CANARY)
    follow(world)
    assert on_disk(env, CANARY)
    with transaction.atomic(using=env.database):
        protection.protect(env.database, [entity], kind=ProtectiveKind.VICTIM, since=env.now(), by=world.ana)
    follow(world)
    assert not on_disk(env, CANARY)


def test_whoever_is_judged_the_same_as_a_protected_person_leaves_too(world: World, env: SeededEnv) -> None:
    entity = record(world, CANARY)
    other = record(world, "Elsewhere Named", id="p2")
    with transaction.atomic(using=env.database):
        protection.protect(env.database, [other], kind=ProtectiveKind.ASYLUM, since=env.now(), by=world.ana)
    follow(world)
    assert on_disk(env, CANARY)
    assert not on_disk(env, "Elsewhere Named")
    judgement = Judgement(
        when=env.now(), id="", left=entity, right=other, verdict=Verdict.SAME, by=world.ana, why="one person"
    )
    with transaction.atomic(using=env.database):
        judgements.keep(env.database, judgement)
    follow(world)
    assert not on_disk(env, CANARY)
    (kept,) = judgements.around(env.database, [entity])
    with transaction.atomic(using=env.database):
        judgements.undo(env.database, kept, by=world.ana, why="two persons", at=env.now())
    follow(world)
    assert on_disk(env, CANARY)


def test_a_name_that_meets_another_from_elsewhere_is_told_once(world: World, env: SeededEnv) -> None:
    first = record(world, "Tarn Velloudska")
    follow(world)
    other_case = World(env=env, ana=world.ana, dana=world.dana, case=_second_case(world))
    second = record(other_case, "Tern Veloudksa", id="p2")
    follow(world)
    (notice,) = Notice.objects.using(env.database).filter(kind="local-hit")
    assert notice.entity == second
    assert notice.facts["shared"] == [{"kind": "name", "holders": 1, "others": [first]}]
    assert follow_names(env) == 0


def _second_case(world: World) -> str:
    from passerelle.casework import cases  # noqa: PLC0415 - one test needs it

    return cases.open_case(
        world.env, world.ana, reference="OB-2026-015", title="Boats", marking=marking(world.env)
    )


def test_a_missing_index_is_built_again_without_new_notices(world: World, env: SeededEnv) -> None:
    record(world, "Tarn Velloudska")
    follow(world)
    for file in (env.folder / "names").iterdir():
        file.unlink()
    assert not env.names.is_built
    follow(world)
    assert found(world, "Tern Veloudksa") == ["Tarn Velloudska"]
    assert not Notice.objects.using(env.database).filter(kind="local-hit").exists()


def test_what_was_not_committed_is_not_followed(world: World, env: SeededEnv) -> None:
    follow(world)
    with transaction.atomic(using=env.database):
        record(world, CANARY)
        transaction.set_rollback(True, using=env.database)
    follow(world)
    assert not on_disk(env, CANARY)
    assert not NameChange.objects.using(env.database).exists()


def test_a_name_is_followed_however_late(world: World, env: SeededEnv) -> None:
    follow(world)
    record(world, "Tarn Velloudska")
    env.advance(timedelta(days=3))
    follow(world)
    assert on_disk(env, "Tarn Velloudska")
