from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.world import World, marking, oberland, state

from passerelle.casework import reading
from passerelle.casework.journaling import MOST_LISTED, record
from passerelle.protocol.journal import Act
from passerelle.store import journal, opening_check
from passerelle.store.models import JournalObject
from passerelle.store.verification import Damage, Damaged, Verified, verify

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    """Ana read one person, and two entries later another."""
    world = oberland(env)
    for person in ("e1", "e2"):
        state(env, person, "Person", "name", "J. Marrow", marking(env))
        reading.entity_page(env, world.ana_reads(), person)
    return world


@pytest.mark.parametrize(
    "change", [{"subject": "e9"}, {"salt": b"0" * 16}, {"salt": b""}, {"position": 99}], ids=str
)
def test_who_was_looked_up_cannot_be_rewritten(world: World, change: dict[str, object]) -> None:
    alias = world.env.database
    assert isinstance(verify(alias), Verified)
    last = JournalObject.objects.using(alias).latest("position")
    JournalObject.objects.using(alias).filter(id=last.id).update(**change)
    at = change.get("position", last.position)
    assert verify(alias) == Damaged(at, at, Damage.OPENING)


def test_what_was_erased_is_no_damage(world: World) -> None:
    journal.erase_subject(world.env.database, "e1")
    assert isinstance(verify(world.env.database), Verified)


def test_one_who_was_looked_up_cannot_be_rewritten_as_two(world: World) -> None:
    alias = world.env.database
    last = JournalObject.objects.using(alias).latest("position")
    others = [JournalObject(position=last.position, subject=f"e{n}", salt=bytes([n]) * 16) for n in (8, 9)]
    last.delete(using=alias)
    JournalObject.objects.using(alias).bulk_create(others)
    assert opening_check.first_wrong(alias) == last.position


@pytest.mark.parametrize("change", [None, {"subject": "e9"}, "absent"], ids=["whole", "rewritten", "absent"])
def test_a_line_about_very_many_is_checked_with_some_of_them_erased(
    world: World, change: dict[str, str] | str | None
) -> None:
    alias = world.env.database
    many = [f"m{number}" for number in range(MOST_LISTED + 1)]
    with transaction.atomic(using=alias):
        line = record(world.env, world.ana_reads(), Act.COLLECTION, subjects=many)
    journal.erase_subject(alias, "m7")
    one = JournalObject.objects.using(alias).filter(subject="m8")
    if isinstance(change, dict):
        one.update(**change)
    elif change:
        one.delete()
    assert opening_check.first_wrong(alias) == (line if change else None)
