from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework import cases, people
from passerelle.casework.access import AbsentError, ReasonRequiredError, member_cases, open_access
from passerelle.core.purpose import Purpose
from passerelle.store.models import Member

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.mark.parametrize("reason", ["", "   "], ids=["empty", "blank"])
def test_no_reason_no_access(env: SeededEnv, reason: str) -> None:
    world = oberland(env)
    with pytest.raises(ReasonRequiredError):
        open_access(env, world.ana, case=world.case, reason=reason)


def test_no_reference_no_access(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(ReasonRequiredError):
        open_access(env, world.ana, reason="curious")


def test_a_case_not_ones_own_and_a_case_that_is_not_give_the_same_error(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(AbsentError) as foreign:
        open_access(env, world.dana, case=world.case, reason="looking")
    with pytest.raises(AbsentError) as absent:
        open_access(env, world.dana, case="0" * 32, reason="looking")
    assert str(foreign.value) == str(absent.value)


def test_access_names_the_case_by_its_reference(env: SeededEnv) -> None:
    world = oberland(env)
    access = world.ana_reads(" why ")
    assert (access.reference, access.reason, access.name) == ("OB-2026-014", "why", "Ana")


def test_an_ended_membership_ends_access_at_once(env: SeededEnv) -> None:
    world = oberland(env)
    cases.add_member(env, world.case, world.dana, why="helps with phones")
    assert member_cases(env, world.dana) == {world.case}
    cases.end_membership(env, world.case, world.dana)
    assert member_cases(env, world.dana) == frozenset()


def test_a_closed_case_opens_nothing(env: SeededEnv) -> None:
    world = oberland(env)
    cases.close_case(env, world.ana_reads())
    with pytest.raises(AbsentError):
        world.ana_reads()


def test_a_closed_duty_operation_opens_nothing(env: SeededEnv) -> None:
    world = oberland(env)
    duty = people.open_duty(env, world.ana, purpose=Purpose.DOCUMENT_CHECK, reason="counter")
    assert open_access(env, world.ana, duty=duty.id, reason="check").reference == f"duty {duty.id}"
    people.close_duty(env, world.ana)
    with pytest.raises(ReasonRequiredError):
        open_access(env, world.ana, duty=duty.id, reason="check")


def test_somebody_elses_duty_operation_opens_nothing(env: SeededEnv) -> None:
    world = oberland(env)
    duty = people.open_duty(env, world.ana, purpose=Purpose.DOCUMENT_CHECK, reason="counter")
    with pytest.raises(ReasonRequiredError):
        open_access(env, world.dana, duty=duty.id, reason="check")


def test_an_unknown_officer_has_no_access(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(AbsentError):
        open_access(env, "0" * 32, case=world.case, reason="why")


def test_a_membership_that_begins_tomorrow_opens_nothing_today(env: SeededEnv) -> None:
    world = oberland(env)
    cases.add_member(env, world.case, world.dana, why="from tomorrow")
    Member.objects.using(env.database).filter(officer_id=world.dana).update(
        since=env.now() + timedelta(days=1)
    )
    assert member_cases(env, world.dana) == frozenset()
