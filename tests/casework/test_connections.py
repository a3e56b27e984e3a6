from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.desk.story import Story, tell

from passerelle.casework import sharing
from passerelle.casework.connections import connections

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv


@pytest.fixture
def story(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Story:
    return tales.told(tell, new_env)


def test_every_partner_but_ourselves_is_a_row(story: Story) -> None:
    rows = connections(story.env)
    assert [(one.name, one.kind, one.waiting) for one in rows] == [
        ("Seeland", "fiu", 0),
        ("Unterland", "customs", 0),
    ]


def test_what_waits_is_counted_with_its_age(story: Story) -> None:
    sharing.recall(story.env, story.oberland.access(), story.phone_record)
    (row,) = [one for one in connections(story.env) if one.name == "Unterland"]
    assert row.waiting == 1
    assert row.waiting_since is not None
