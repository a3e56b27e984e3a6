"""What the yearly tables count is what the files hold: a late answer, a duplicate, an authorisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import ORDER, Asked

from passerelle.casework.access import AbsentError
from passerelle.casework.fulfilling import Giving, answer, do_step, join
from passerelle.casework.request_counting import statistics
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_copying import EuropolCopy
from passerelle.core.request_step import Step
from passerelle.core.role import Role
from passerelle.protocol.messages import RequestAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

    from passerelle.casework.access import Access

HOUR = timedelta(hours=1)
NO = EuropolCopy(copied=False, reason="one State alone")


def test_the_tables_of_a_year(tales: Tales, new_env: Callable[[int], SeededEnv]) -> None:
    world = tales.told(Asked, new_env)
    env, besa = world.env, world.reads()
    late, extended, twice = world.ask(), world.ask(), world.ask()
    world.ask(ORDER)
    delay = RequestAnswer(
        of_message="", step=Step.EXTENDED, text="a bank", authorisation="JA-7", expected=env.now() + 30 * HOUR
    )
    do_step(env, besa, extended, delay)
    join(env, besa, twice, late)
    env.advance(9 * HOUR)
    refusal = [PartRefused("2", "not-available")]
    answer(env, besa, late, refusals=refusal, europol=NO, giving=Giving(entities=[world.person]))

    made, came, refused, authorised = statistics(env, world.reads("Gerd"), 2026)
    assert made.rows == (("contact point", 0), ("designated authority", 0))
    assert came.rows == (("xu", "urgent", 2, 1),)
    assert refused.rows == (("xu", "not-available", 1),)
    assert authorised.rows == (("xu", 1),)
    env.advance(30 * HOUR)
    assert statistics(env, world.reads("Gerd"), 2026)[3].rows == ()
    assert statistics(env, world.reads("Gerd"), 2027)[1].rows == ()
    (theirs, *_) = statistics(world.unterland.env, _as_contact_point(world), 2026)
    assert theirs.rows == (("contact point", 0), ("designated authority", 3))
    with pytest.raises(AbsentError):
        statistics(env, besa, 2026)


def _as_contact_point(world: Asked) -> Access:
    return replace(world.unterland.access(), role=Role.SINGLE_POINT_OF_CONTACT)
