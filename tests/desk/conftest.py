"""A desk around a seeded world, and people who come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings
from tests.desk.story import NewEnv, Story, tell

from passerelle.casework import people
from passerelle.core.permission import duty_purposes
from passerelle.core.role import Role

if TYPE_CHECKING:
    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

HOST = "localhost"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast with a browser."""

    id: str
    browser: Client


NewPerson = Callable[..., Person]


@pytest.fixture
def desk(env: SeededEnv) -> Iterator[SeededEnv]:
    """The desk answers out of this world."""
    table = {"env": lambda: env, "node": "Oberland-1", "service": "Oberland", "exercise": True}
    with override_settings(PASSERELLE_DESK=table):
        yield env


@pytest.fixture
def browser(desk: SeededEnv) -> Client:
    """A browser in which nobody is signed in."""
    return Client(SERVER_NAME=HOST)


@pytest.fixture
def new_person(desk: SeededEnv) -> NewPerson:
    """Each call signs somebody in through a one-time link, with a duty operation unless told otherwise."""

    def new(name: str = "Ana", role: Role = Role.ANALYST, *, duty: bool = True) -> Person:
        officer = people.add_officer(desk, name=name, role=role)
        client = Client(SERVER_NAME=HOST)
        client.post(f"/enter/{people.make_link(desk, officer)}")
        if duty:
            purpose = duty_purposes(role)[0]
            client.post("/duty", {"purpose": purpose, "reason": "night watch at Port-Lanterne"})
        return Person(officer, client)

    return new


@pytest.fixture
def ana(new_person: NewPerson) -> Person:
    return new_person()


@pytest.fixture
def telling() -> Callable[[NewEnv], Story]:
    """What stands in Oberland's files when the test begins."""
    return tell


@pytest.fixture
def story(tales: Tales, telling: Callable[[NewEnv], Story], new_env: NewEnv) -> Iterator[Story]:
    """The desk of Oberland answers, with the invented story in its files."""
    told = tales.told(telling, new_env)
    table = {"env": lambda: told.env, "node": "Oberland-1", "service": "Oberland", "exercise": True}
    with override_settings(PASSERELLE_DESK=table):
        yield told


@pytest.fixture
def besa(story: Story) -> Client:
    """Besa's browser, at work in the case."""
    client = Client(SERVER_NAME=HOST)
    client.post(f"/enter/{people.make_link(story.env, story.oberland.officer)}")
    client.post("/duty", {"purpose": "group-investigation", "reason": "night watch"})
    client.post(f"/cases/{story.case}/enter", {"reason": "who supplies the engines"})
    return client


@pytest.fixture
def claire(story: Story) -> Client:
    """Claire's browser, on duty as a magistrate."""
    officer = people.add_officer(story.env, name="Claire", role=Role.MAGISTRATE)
    client = Client(SERVER_NAME=HOST)
    client.post(f"/enter/{people.make_link(story.env, officer)}")
    client.post("/duty", {"purpose": "prosecution", "reason": "night watch"})
    return client
