from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import keep, table
from tests.casework.world import oberland

from passerelle.analysis.money.flag.place import PlaceRefusedError
from passerelle.analysis.money.flag.rule import Rule
from passerelle.casework import flagging, people
from passerelle.casework.access import AbsentError, open_access
from passerelle.casework.identifying import (
    Outcome,
    OutcomeReasonError,
    decide_identification,
    unmask,
    waiting,
)
from passerelle.casework.inbox import Tab, inbox
from passerelle.casework.money_notes import notes
from passerelle.casework.money_paper import write_report
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store import journal
from passerelle.store.models import Identification, JournalEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.casework.world import World
    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

    from passerelle.casework.access import Access


def elif_reads(world: World) -> Access:
    elif_ = people.add_officer(world.env, name="Elif", role=Role.VICTIM_SUPPORT_WORKER)
    duty = people.open_duty(world.env, elif_, purpose=Purpose.VICTIM_ASSISTANCE, reason="identification")
    return open_access(world.env, elif_, duty=duty.id, reason="identification")


def asked(new_env: Callable[[int], SeededEnv]) -> World:
    env = new_env(1)
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    flagging.add_place(
        env, access, code="strand", reason="boats left here", since=date(2026, 1, 1), until=date(2026, 12, 31)
    )
    flagging.ask_red_flags(env, access)
    return world


@pytest.fixture
def world(tales: Tales, new_env: Callable[[int], SeededEnv]) -> World:
    """The flags are asked about a ledger."""
    return tales.told(asked, new_env)


def test_a_flag_is_a_question_about_the_collector_with_its_lines(world: World) -> None:
    env = world.env
    found = notes(env, world.ana_reads())
    assert {one.rule for one in found} == {"R1 v2", "R5 v2"}
    assert all(one.text.startswith("COLLECTOR: ") for one in found)
    assert {one.rule: len(one.lines) for one in found} == {"R1 v2": 9, "R5 v2": 9}


def test_asking_again_asks_nothing_twice(world: World) -> None:
    env = world.env
    assert flagging.ask_red_flags(env, world.ana_reads()).questions == 0
    assert len(notes(env, world.ana_reads())) == 2
    assert Identification.objects.using(env.database).count() == 1


def test_whose_wages_are_taken_is_masked_and_no_investigator_learns_of_it(world: World) -> None:
    env = world.env
    access = world.ana_reads()
    (row,) = waiting(env, elif_reads(world))
    assert [sign.rule for sign in row.signs] == ["R13"]
    assert "WORKER" not in repr(row)
    shown = repr(notes(env, access)) + repr(inbox(env, access, Tab.SERVICE))
    assert "WORKER" not in shown
    assert "R13" not in shown
    with pytest.raises(AbsentError):
        waiting(env, access)


def test_the_journal_reads_the_same_whether_somebody_was_queued_or_not(world: World) -> None:
    env = world.env
    before = journal.head(env.database).size
    flagging.ask_red_flags(env, world.ana_reads())
    leaves = JournalEntry.objects.using(env.database).filter(position__gte=before)
    assert all(
        b"WORKER" not in bytes(row.leaf) and b"identification" not in bytes(row.leaf) for row in leaves
    )


def test_the_account_is_shown_for_a_reason_and_to_the_trained_alone(world: World) -> None:
    env = world.env
    elif_ = elif_reads(world)
    (row,) = waiting(env, elif_)
    with pytest.raises(OutcomeReasonError):
        unmask(env, elif_, row.id, reason=" ")
    assert unmask(env, elif_, row.id, reason="to reach the person") == "WORKER"
    with pytest.raises(AbsentError):
        unmask(env, world.ana_reads(), row.id, reason="curious")


def test_who_was_met_waits_no_longer_and_does_not_come_back_for_the_same_signs(world: World) -> None:
    env = world.env
    elif_ = elif_reads(world)
    (row,) = waiting(env, elif_)
    decide_identification(env, elif_, row.id, outcome=Outcome.HELP_OFFERED, reason="spoken with")
    flagging.ask_red_flags(env, world.ana_reads())
    (after,) = waiting(env, elif_)
    assert (after.outcome, after.reason, after.taken_by) == ("help-offered", "spoken with", "Elif")


def test_a_country_is_no_embarkation_place(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(PlaceRefusedError):
        flagging.add_place(
            env, world.ana_reads(), code="France", reason="x", since=date(2026, 1, 1), until=date(2026, 2, 1)
        )
    assert flagging.places(env).places == ()


def test_rules_that_cannot_be_asked_are_named(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    assert {Rule.R1, Rule.R2, Rule.R10} <= set(flagging.rules_lacking(env, world.ana_reads()))


def test_what_a_trained_person_found_to_be_no_sign_hides_nothing_any_more(env: SeededEnv) -> None:
    world = oberland(env)
    rows = "".join(
        f"2026-0{month}-05 08:00,FARM,COLLECTOR,1400,EUR,wire,,,wages\n"
        f"2026-0{month}-05 12:00,COLLECTOR,BOSS,1350,EUR,wire,,,\n"
        for month in (1, 2)
    )
    keep(world, table() + rows.encode())
    flagging.ask_red_flags(env, world.ana_reads())
    assert notes(env, world.ana_reads()) == ()
    elif_ = elif_reads(world)
    row = next(one for one in waiting(env, elif_) if {sign.rule for sign in one.signs} == {"R5", "R13"})
    decide_identification(env, elif_, row.id, outcome=Outcome.NO_SIGN, reason="its own farm")
    flagging.ask_red_flags(env, world.ana_reads())
    assert [one.rule for one in notes(env, world.ana_reads())] == ["R5 v2"]


def test_an_account_that_waits_for_protection_is_in_no_report_and_as_absent_as_one_of_no_ledger(
    world: World,
) -> None:
    env, access = world.env, world.ana_reads()
    (hidden,) = Identification.objects.using(env.database).values_list("subject", flat=True)
    said = {}
    for account in (hidden, "NOBODY"):
        with pytest.raises(AbsentError) as error:
            write_report(env, access, account=account, category=SubjectCategory.SUSPECT, finding="Wages.")
        said[account] = str(error.value)
    assert said[hidden] == said["NOBODY"]
