from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework import people, reading
from passerelle.casework.access import Access, open_access
from passerelle.casework.overseeing import OversightError, journal_page
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.protocol.journal import Act
from passerelle.store.models import JournalEntry
from passerelle.store.verification import Damaged, Verified

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    told = oberland(env)
    state(env, "e1", "Person", "name", "K. Tallow", marking(env))
    reading.entity_page(env, told.ana_reads(), "e1")
    return told


@pytest.fixture
def farid(world: World) -> Access:
    officer = people.add_officer(world.env, name="Farid", role=Role.DATA_PROTECTION_OFFICER)
    duty = people.open_duty(world.env, officer, purpose=Purpose.OVERSIGHT, reason="inspection")
    return open_access(world.env, officer, duty=duty.id, reason="inspection")


def test_reading_the_journal_is_a_line_in_it(world: World, farid: Access) -> None:
    page = journal_page(world.env, farid)
    assert [(one.act, one.officer) for one in page.entries] == [
        (Act.OVERSIGHT, "Farid"),
        (Act.CONSULTATION, "Ana"),
    ]
    assert isinstance(page.verdict, Verified)


def test_an_analyst_does_not_read_the_journal(world: World) -> None:
    before = JournalEntry.objects.using(world.env.database).count()
    with pytest.raises(OversightError):
        journal_page(world.env, world.ana_reads())
    assert JournalEntry.objects.using(world.env.database).count() == before


def test_lines_are_filtered_by_act_and_officer(world: World, farid: Access) -> None:
    assert {one.act for one in journal_page(world.env, farid, act=Act.CONSULTATION).entries} == {
        Act.CONSULTATION
    }
    assert {one.officer for one in journal_page(world.env, farid, officer="Ana").entries} == {"Ana"}


def test_a_changed_line_is_named_and_not_shown(world: World, farid: Access) -> None:
    JournalEntry.objects.using(world.env.database).filter(position=0).update(leaf=b"{}")
    page = journal_page(world.env, farid)
    assert isinstance(page.verdict, Damaged)
    assert page.verdict.first == 0
    assert 0 not in {one.position for one in page.entries}
