from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import World, marking, oberland, state

from passerelle.casework.access import AbsentError
from passerelle.casework.case_contents import case_contents

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(env: SeededEnv) -> World:
    told = oberland(env)
    state(env, "e1", "Person", "name", "K. Tallow", marking(env), case=told.case)
    state(env, "e2", "Person", "name", "Of another file", marking(env))
    state(env, "m1", "Membership", "role", "supplies engines", marking(env), case=told.case)
    return told


def test_a_case_holds_what_was_recorded_in_it_without_the_links(world: World) -> None:
    assert [one.caption for one in case_contents(world.env, world.ana_reads())] == ["K. Tallow"]


def test_a_stranger_to_the_case_finds_nothing(world: World) -> None:
    with pytest.raises(AbsentError):
        case_contents(world.env, world.dana_reads())
