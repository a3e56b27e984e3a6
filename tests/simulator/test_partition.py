"""Many nodes, and lines cut in every way: after they heal everything arrives, without a new message."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from tests.simulator.chance import Chance
from tests.simulator.checker import violations
from tests.simulator.env import SeededEnv
from tests.simulator.network import Cut, Faults, Network
from tests.simulator.node import Node, agree, introduce, make_node, open_a_case
from tests.soak_log import noted

from passerelle.casework import people, sharing
from passerelle.config import database as databases
from passerelle.core.role import Role
from passerelle.store.models import Agreement, Case, Member, Officer, Outbox
from passerelle.store.models import Node as NodeRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOAK = bool(os.environ.get("PASSERELLE_SOAK"))
COUNT = int(os.environ.get("PASSERELLE_SIMULATED_NODES", "190")) if SOAK else 10
NAMES = ("Oberland", "Unterland", "Seeland")
LIGHT = Faults(request_lost=5, reply_lost=5, repeated=5, delayed=5, crashed=5)
RELEASES = 2
CUT_ROUNDS = 3


def _half(name: str, salt: int) -> int:
    return hashlib.sha256(f"{salt}|{name}".encode()).digest()[0] % 2


def halves(salt: int) -> Cut:
    return lambda one, other: _half(one, salt) != _half(other, salt)


def one_way(salt: int) -> Cut:
    return lambda one, other: _half(one, salt) < _half(other, salt)


def islands(salt: int) -> Cut:
    def island(name: str) -> int:
        return hashlib.sha256(f"{salt}|{name}".encode()).digest()[0] % 10

    return lambda one, other: island(one) != island(other)


def alone(salt: int) -> Cut:
    """A third of the nodes reaches nobody and is reached by nobody."""

    def away(name: str) -> bool:
        return hashlib.sha256(f"{salt}|{name}".encode()).digest()[0] % 3 == 0

    return lambda one, other: away(one) or away(other)


CUTS: dict[str, Callable[[int], Cut]] = {
    "halves": halves,
    "one-way": one_way,
    "islands": islands,
    "alone": alone,
}


@dataclass(frozen=True, slots=True)
class Founded:
    """One database in which everybody is known, to be each node's own."""

    file: Path
    nodes: tuple[Node, ...]
    agreement: str


@pytest.fixture(scope="module")
def founded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    folder = tmp_path_factory.mktemp("many")
    nodes = []
    for number in range(COUNT):
        alias, path = f"many_{number}", folder / f"{number}.db"
        shutil.copyfile(sqlite_template, path)
        databases.register(alias, databases.sqlite(path))
        env = SeededEnv(seed=10_000 + number, database=alias, folder=folder / str(number), start=START)
        nodes.append(make_node(env, f"{NAMES[number % 3]} {number}"))
    first = nodes[0]
    introduce(*nodes, both=False)
    agreement = agree(*nodes, only_held_by=first).id
    for node in nodes:
        connections[node.env.database].close()
        databases.forget(node.env.database)
    return Founded(folder / "0.db", tuple(nodes), agreement)


@pytest.fixture
def many(founded: Founded, tmp_path: Path, database_kind: str) -> Iterator[Network]:
    if database_kind != "sqlite":
        pytest.skip("a database file for each of many nodes: one code path, tried on both with three nodes")
    nodes = [_own(founded, node, number, tmp_path) for number, node in enumerate(founded.nodes)]
    yield Network({one.id: one for one in nodes}, Chance("many"), LIGHT)
    for one in nodes:
        connections[one.env.database].close()
        databases.forget(one.env.database)


def _own(founded: Founded, node: Node, number: int, folder: Path) -> Node:
    """The common database as that of this node, with an officer and a case of its own."""
    alias, path = f"own_{number}", folder / f"{number}.db"
    shutil.copyfile(founded.file, path)
    databases.register(alias, databases.sqlite(path))
    env = SeededEnv(
        seed=10_000 + number, database=alias, folder=folder / str(number), start=START, drawn=1_000
    )
    for table in (Member, Case, Officer):
        table.objects.using(alias).all().delete()
    NodeRow.objects.using(alias).update(is_self=False)
    NodeRow.objects.using(alias).filter(id=node.id).update(is_self=True)
    assert Agreement.objects.using(alias).count() == 1
    officer = people.add_officer(env, name="Besa", role=Role.LIAISON_OFFICER)
    return Node(env=env, name=node.name, officer=officer, case=open_a_case(env, officer, node.name))


def play(network: Network, agreement: str, cut: Callable[[int], Cut]) -> Counter[str]:
    """Everybody releases to some while lines are cut, some take it back; then they heal."""
    chance, nodes = network.chance, list(network.nodes.values())
    given: list[tuple[Node, str]] = []
    for number, node in enumerate(nodes):
        entity, (_, phone) = node.person(f"Ivo Marten {number}", f"+3362{number:07d}")
        others = [chance.one([one for one in nodes if one is not node]).id for _ in range(RELEASES)]
        sharing.release(
            node.env, node.access(), entities=[entity], recipients=sorted(set(others)), agreement=agreement
        )
        given.append((node, phone.record))
    for salt in range(CUT_ROUNDS):
        # The lines flap: who is cut off from whom changes with every round.
        network.cut = cut(salt)
        network.round()
        for node, record in given[salt :: 3 * CUT_ROUNDS]:
            sharing.recall(node.env, node.access(), record)
    network.heal()
    return Counter(what.partition(" ")[0] for what, *_ in network.history)


@pytest.mark.timeout(0 if SOAK else 120)
@pytest.mark.parametrize("name", CUTS if SOAK else ["one-way", "islands"])
def test_after_the_lines_heal_every_node_has_what_it_was_given(
    many: Network, founded: Founded, name: str
) -> None:
    met = play(many, founded.agreement, CUTS[name])
    assert violations(many) == []
    assert met["cut"] or met["reply"], "no line was cut"
    sent = sum(Outbox.objects.using(one.env.database).count() for one in many.nodes.values())
    noted(f"partition {name}: {COUNT} nodes, {sent} messages, {dict(met)}")


def test_a_message_that_nobody_tries_again_is_caught(
    many: Network, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check fails where a line that healed is not noticed."""

    def forgotten(env: SeededEnv, post: object, _failure: object) -> None:
        Outbox.objects.using(env.database).filter(id=post.id).delete()  # type: ignore[attr-defined] # a post

    monkeypatch.setattr("tests.simulator.network.lost", forgotten)
    many.faults = Faults()
    play(many, founded.agreement, halves)
    assert any(one.startswith("I8") for one in violations(many))
