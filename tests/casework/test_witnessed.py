"""After 72 hours without witnesses releases stop, and reading, corrections and recalls go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import amending, relaying, sharing
from passerelle.casework.witnessed import LONGEST, QUIET, UnwitnessedError, require_witnessed, witnesses
from passerelle.casework.witnessing import answered, cosign, showings

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
HOUR = timedelta(hours=1)


class Three:
    def __init__(self, new_env: NewEnv) -> None:
        names = ("Oberland", "Unterland", "Seeland")
        self.nodes = [make_node(new_env(number), name) for number, name in enumerate(names, 1)]
        introduce(*self.nodes)
        self.agreement = agree(*self.nodes).id
        self.mine, self.second, self.third = self.nodes
        self.network = Network({one.id: one for one in self.nodes}, Chance("1"))

    def show_to(self, *others: Node) -> None:
        env = self.mine.env
        for showing in showings(env):
            for other in others:
                if showing.node == other.id:
                    assert answered(env, showing, cosign(other.env, self.mine.id, showing.body)) is None

    def release(self, entity: str) -> None:
        sharing.release(
            self.mine.env,
            self.mine.access(),
            entities=[entity],
            recipients=[self.second.id],
            agreement=self.agreement,
        )


@pytest.fixture
def three(tales: Tales, new_env: NewEnv) -> Three:
    return tales.told(Three, new_env)


def test_releases_stop_after_three_days_and_everything_else_goes_on(three: Three) -> None:
    env, access = three.mine.env, three.mine.access()
    entity, (name, phone) = three.mine.person("Ivo Marten", "+999100200300")
    three.release(entity)
    three.network.heal()
    env.advance(LONGEST)
    with pytest.raises(UnwitnessedError):
        three.release(entity)
    offered = {"hit": "h|1|1|" + "0" * 64, "node": three.second.id, "agreement": three.agreement}
    with pytest.raises(UnwitnessedError):
        sharing.offer(env, access, **offered, records=[name.record])
    found = sharing.preview(
        env, access, entities=[entity], recipient=three.second.id, agreement=three.agreement
    )
    assert len(found.lines) == 2
    amending.correct(env, access, phone.record, "+999100200301")
    assert sharing.recall(env, access, name.record)
    three.show_to(three.second, three.third)
    three.release(entity)


def test_two_services_must_have_seen_it_where_there_are_two(three: Three) -> None:
    env = three.mine.env
    env.advance(LONGEST - HOUR)
    three.show_to(three.second)
    env.advance(HOUR)
    found = witnesses(env)
    assert found is not None
    assert found.have_stopped
    three.show_to(three.third)
    require_witnessed(env)


def test_the_countdown_runs_from_the_last_cosignature(three: Three) -> None:
    env = three.mine.env
    env.advance(10 * HOUR)
    three.show_to(three.second, three.third)
    now = witnesses(env)
    assert now is not None
    assert not now.are_missing
    env.advance(QUIET)
    later = witnesses(env)
    assert later is not None
    assert later.are_missing
    assert later.hours_left == 70
    env.advance(100 * HOUR)
    last = witnesses(env)
    assert last is not None
    assert (last.hours_left, last.have_stopped) == (0, True)
    assert last.stops_at == last.since + LONGEST


def test_who_has_no_direct_line_has_no_witness_to_wait_for(three: Three, new_env: NewEnv) -> None:
    env, access = three.mine.env, three.mine.access()
    relaying.go_through(env, access, three.second.id, three.third.id)
    env.advance(LONGEST)
    three.show_to(three.third)
    require_witnessed(env)
    alone = make_node(new_env(9), "Haven")
    assert witnesses(alone.env) is None
    require_witnessed(alone.env)
