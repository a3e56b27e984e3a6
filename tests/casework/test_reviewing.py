"""Six months after it was concluded a request is renewed with a reason, or its content goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import PHONE, Asked

from passerelle.casework.fulfilling import answer
from passerelle.casework.requests import request
from passerelle.casework.reviewing import ReviewError, renew
from passerelle.casework.upkeep import keep_up
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_copying import EuropolCopy
from passerelle.store.models import Hold, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

HALF_A_YEAR = timedelta(days=185)


@pytest.fixture
def world(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Asked:
    return tales.told(Asked, new_env)


def concluded(world: Asked) -> Request:
    name = world.ask()
    refusals = [PartRefused(one, "not-available", "nobody is known") for one in ("1", "2")]
    answer(
        world.env,
        world.reads(),
        name,
        refusals=refusals,
        text="a remark",
        europol=EuropolCopy(copied=True, reason="three"),
    )
    return Request.objects.using(world.env.database).get(id=name)


def test_what_nobody_renewed_is_hidden_at_once_and_then_gone_but_still_counted(world: Asked) -> None:
    row = concluded(world)
    world.env.advance(HALF_A_YEAR)
    hidden = request(world.env, world.reads(), row.id)
    assert (hidden.content, hidden.found, hidden.is_past_review) == (None, (), True)
    keep_up(world.env)
    gone = Request.objects.using(world.env.database).get(id=row.id)
    assert PHONE not in str(vars(gone))
    assert (gone.content, gone.keys, gone.found) == ({}, [], [])
    (step,) = request(world.env, world.reads(), row.id).steps
    assert step.what.text == ""
    assert [(one.code, one.text) for one in step.what.refused] == [("not-available", "")] * 2
    with pytest.raises(ReviewError):
        renew(world.env, world.reads(), row.id)


def test_a_renewal_and_a_hold_keep_it(world: Asked) -> None:
    row = concluded(world)
    with pytest.raises(ReviewError):
        renew(world.env, world.reads("Ana"), row.id)
    world.env.advance(HALF_A_YEAR)
    renew(world.env, world.reads(), row.id)
    keep_up(world.env)
    assert request(world.env, world.reads(), row.id).content is not None
    rows = Request.objects.using(world.env.database)
    rows.filter(id=row.id).update(case=world.oberland.case)
    hold = {"id": "h", "kind": "judicial-file", "case": world.oberland.case, "set_by": "x", "reason": "x"}
    Hold.objects.using(world.env.database).create(**hold, since=world.env.now())
    world.env.advance(HALF_A_YEAR)
    keep_up(world.env)
    assert rows.get(id=row.id).content != {}
