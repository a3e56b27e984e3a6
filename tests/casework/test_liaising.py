"""The page of one night: what may be given, by the same decision as the release, and whom to call."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import ASKED, Asked

from passerelle.casework.duty_contacts import Office, add_contact
from passerelle.casework.liaising import MayGive, liaison_page, may_give
from passerelle.core.decision import Permit
from passerelle.store.models import Agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv


@pytest.fixture
def world(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Asked:
    return tales.told(Asked, new_env)


def test_what_may_be_given_is_what_a_release_would_send(world: Asked) -> None:
    name = world.ask()
    office = Office(office="Contact point of Unterland", country="xu", phone="+999 1")
    add_contact(world.env, world.reads(), office, zone="Etc/UTC", start=time(0), end=time(0))
    page = liaison_page(world.env, world.reads())
    ((line, giving),) = page.open
    assert line.id == name
    assert {one.prop for one in giving.leaving} == {"name", "phone"}
    assert all(isinstance(one.decision, Permit) for one in giving.leaving)
    assert giving.staying == ()
    assert [one.answers for one in page.contacts] == [True]


def test_where_nothing_can_leave_the_page_says_why(world: Asked) -> None:
    nothing = world.ask(replace(ASKED, about=()))
    by_siena, name = world.comes_by_siena(), world.ask()
    assert may_give(world.env, world.reads(), nothing) == MayGive()
    assert may_give(world.env, world.reads(), by_siena) == MayGive(has_node=False)
    Agreement.objects.using(world.env.database).update(signatures={})
    assert may_give(world.env, world.reads(), name).unsigned == ("Oberland", "Unterland")
