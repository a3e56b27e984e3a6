from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, oberland

from passerelle.casework import cases
from passerelle.casework.access import AbsentError

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_a_case_is_seen_by_its_members_alone(env: SeededEnv) -> None:
    world = oberland(env)
    assert [one.reference for one in cases.my_cases(env, world.ana)] == ["OB-2026-014"]
    assert cases.my_cases(env, world.dana) == ()


def test_a_case_view_names_lead_and_members(env: SeededEnv) -> None:
    world = oberland(env)
    cases.add_member(env, world.case, world.dana, why="phones")
    view = cases.case_view(env, world.ana_reads())
    assert view.lead == "Ana"
    assert view.members == (("Ana", "analyst"), ("Dana", "analyst"))


def test_an_access_by_duty_opens_no_case(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(AbsentError):
        cases.case_view(env, world.dana_reads())


def test_a_reference_is_taken_once(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(cases.CaseReferenceTakenError):
        cases.open_case(env, world.dana, reference="OB-2026-014", title="Other", marking=marking(env))
