from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework import reading
from passerelle.casework.access import AbsentError
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store import journal
from passerelle.store.models import JournalEntry, JournalObject, Officer, ProtectiveState, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

CANARY = "Canary Lantern"


@pytest.fixture
def world(env: SeededEnv) -> World:
    return oberland(env)


def test_a_page_shows_each_fact_with_its_marking(world: World) -> None:
    state(world.env, "e1", "Person", "name", "J. Marrow", marking(world.env))
    page = reading.entity_page(world.env, world.ana_reads(), "e1")
    assert (page.caption, page.schema, page.owners) == ("J. Marrow", "Person", ("Oberland",))
    assert str(page.facts[0].marking.grade) == "B2"


def test_what_does_not_exist_is_absent(world: World) -> None:
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.ana_reads(), "nothing")


def test_a_case_fact_is_read_by_members_alone(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env), case=world.case)
    assert reading.entity_page(world.env, world.ana_reads(), "e1").caption == CANARY
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.dana_reads(), "e1")


@pytest.mark.parametrize(
    "purpose", [Purpose.VICTIM_ASSISTANCE, Purpose.SEARCH_AND_RESCUE, Purpose.READMISSION]
)
def test_help_data_never_answer_an_analyst(world: World, purpose: Purpose) -> None:
    state(world.env, "e1", "Person", "gender", "female", marking(world.env, purpose=purpose))
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.ana_reads(), "e1")


def test_an_administrator_reads_no_case_data(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env))
    Officer.objects.using(world.env.database).filter(id=world.ana).update(role=Role.ADMINISTRATOR)
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.ana_reads(), "e1")


def test_past_its_review_date_a_fact_is_invisible(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env, review=date(2026, 3, 5)))
    reading.entity_page(world.env, world.ana_reads(), "e1")
    world.env.advance(timedelta(days=4))
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.ana_reads(), "e1")


@pytest.mark.parametrize("state_of_row", ["superseded", "restricted", "recalled", "erased"])
def test_only_live_statements_are_read(world: World, state_of_row: str) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env))
    Statement.objects.using(world.env.database).update(state=state_of_row)
    with pytest.raises(AbsentError):
        reading.entity_page(world.env, world.ana_reads(), "e1")


def test_the_name_of_a_protected_person_is_on_no_page(world: World) -> None:
    said = marking(world.env, category=SubjectCategory.SMUGGLED_PERSON)
    state(world.env, "e1", "Person", "name", CANARY, said)
    state(world.env, "e1", "Person", "gender", "female", said)
    page = reading.entity_page(world.env, world.ana_reads(), "e1")
    assert CANARY not in repr(page)
    assert [fact.prop for fact in page.facts] == ["gender"]


def test_a_word_of_protection_in_a_case_one_cannot_see_shields_all_the_same(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env))
    state(world.env, "e1", "Person", "gender", "female", marking(world.env))
    victim = marking(world.env, category=SubjectCategory.VICTIM, purpose=Purpose.VICTIM_ASSISTANCE)
    state(world.env, "e1", "Person", "summary", "helped", victim, case="f" * 32)
    assert CANARY not in repr(reading.entity_page(world.env, world.ana_reads(), "e1"))


def test_a_pending_asylum_claim_shields_a_suspect_name(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env))
    state(world.env, "e1", "Person", "gender", "female", marking(world.env))
    ProtectiveState.objects.using(world.env.database).create(
        person="e1", kind="asylum", since=world.env.now(), recorded_by="elif"
    )
    assert CANARY not in repr(reading.entity_page(world.env, world.ana_reads(), "e1"))


def _membership(world: World) -> None:
    state(world.env, "g1", "Organization", "name", "Kestrel", marking(world.env))
    state(world.env, "e1", "Person", "name", "J. Marrow", marking(world.env))
    hidden = marking(world.env, handling=Handling(frozenset({HandlingCode.H1, HandlingCode.H2})))
    state(world.env, "m1", "Membership", "member", "e1", hidden)
    state(world.env, "m1", "Membership", "organization", "g1", hidden)
    state(world.env, "m1", "Membership", "role", "supplier", hidden)


def test_a_group_page_shows_its_members_through_their_links(world: World) -> None:
    _membership(world)
    page = reading.entity_page(world.env, world.ana_reads(), "g1")
    link = page.links[0]
    assert (link.schema, link.other, link.other_caption, link.prop) == (
        "Membership",
        "e1",
        "J. Marrow",
        "organization",
    )


def test_a_page_carries_the_union_of_handling_codes(world: World) -> None:
    _membership(world)
    assert reading.entity_page(world.env, world.ana_reads(), "g1").most_restrictive == "H0+H1+H2"


def test_the_consultation_is_journalled_with_its_reason_and_without_its_subject(world: World) -> None:
    subject = "5ub1ec7" * 4
    state(world.env, subject, "Person", "name", "J. Marrow", marking(world.env))
    reading.entity_page(world.env, world.ana_reads("who supplies the engines"), subject)
    leaf = bytes(JournalEntry.objects.using(world.env.database).latest("position").leaf)
    assert b"who supplies the engines" in leaf
    assert b"OB-2026-014" in leaf
    assert subject.encode() not in leaf
    assert JournalObject.objects.using(world.env.database).filter(subject=subject).exists()


def test_if_the_journal_fails_nothing_is_read(world: World) -> None:
    state(world.env, "e1", "Person", "name", CANARY, marking(world.env))
    with (
        mock.patch.object(journal, "append", side_effect=OSError("no space left")),
        pytest.raises(OSError, match="no space"),
    ):
        reading.entity_page(world.env, world.ana_reads(), "e1")
