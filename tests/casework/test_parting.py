from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework import parting
from passerelle.casework.arrival import UnprovenError, handle
from passerelle.casework.partners import UnknownPartnerError, carrier, partner
from passerelle.casework.posting import due
from passerelle.core.role import Role
from passerelle.store.models import Disclosure, Licence, Outbox, Statement

if TYPE_CHECKING:
    from passerelle.casework.access import Access

NewEnv = Callable[[int], SeededEnv]


class Ending(Pair):
    """Each of two partners holds something of the other."""

    def __init__(self, new_env: NewEnv) -> None:
        super().__init__(new_env)
        for sender, recipient in ((self.oberland, self.unterland), (self.unterland, self.oberland)):
            entity, _ = sender.person("Ivo Marten", "+33612345678")
            self.oberland, self.unterland = sender, recipient
            self.release(entity)
        self.oberland, self.unterland = self.unterland, self.oberland
        self.network.heal()

    @property
    def access(self) -> Access:
        return dataclasses.replace(self.oberland.access(), role=Role.SINGLE_POINT_OF_CONTACT)


@pytest.fixture
def ending(new_env: NewEnv) -> Ending:
    return Ending(new_env)


def contents(node: str, database: str) -> int:
    return Statement.objects.using(database).filter(arrived_from=node).exclude(value="").count()


def test_a_partner_that_leaves_gives_all_back_and_its_own_goes(ending: Ending) -> None:
    here, there = ending.oberland, ending.unterland
    assert contents(here.id, there.env.database) == contents(there.id, here.env.database) == 2
    done = parting.part(here.env, ending.access, there.id)
    assert (done.recalled, done.erased) == (2, 2)
    assert contents(there.id, here.env.database) == 0
    assert not Licence.objects.using(here.env.database).exists()
    ending.network.heal()
    assert contents(here.id, there.env.database) == 0
    assert not Disclosure.objects.using(here.env.database).filter(recall_confirmed_at=None).exists()
    assert parting.part(here.env, ending.access, there.id) == parting.Parted(recalled=0, erased=0)


def test_who_is_distrusted_is_a_stranger_from_the_next_message_on(ending: Ending) -> None:
    here, there = ending.oberland, ending.unterland
    certificate = partner(here.env, there.id).card.certificate.hex()
    assert carrier(here.env, certificate) is not None
    entity, _ = here.person("Jo Velten", "+33612345699")
    ending.release(entity)
    ending.oberland, ending.unterland = there, here
    ending.release(there.person("Jo Velten", "+33612345699")[0])
    (wire,) = [post.wire for post in due(there.env, frozenset(), 8)]
    access = dataclasses.replace(here.access(), role=Role.ADMINISTRATOR)
    assert parting.distrust(here.env, access, there.id) == 1
    with pytest.raises(UnprovenError):
        handle(here.env, there.id, wire)
    assert due(here.env, frozenset(), 8) == []
    assert Outbox.objects.using(here.env.database).filter(state="pending").count() == 1
    with pytest.raises(UnknownPartnerError):
        parting.distrust(here.env, access, there.id)
    assert carrier(here.env, certificate) is None


def test_what_a_stolen_key_may_have_signed_is_listed(ending: Ending) -> None:
    here, there = ending.oberland, ending.unterland
    stolen = here.env.at()
    assert parting.came_since(here.env, ending.access, there.id, stolen) == ()
    ending.oberland, ending.unterland = there, here
    ending.release(there.person("Jo Velten", "+33612345699")[0])
    ending.network.heal()
    ending.oberland, ending.unterland = here, there
    (one,) = parting.came_since(here.env, ending.access, there.id, stolen)
    assert one.kind == "release"
    parting.distrust(here.env, ending.access, there.id)
    assert len(parting.came_since(here.env, ending.access, there.name, stolen)) == 1
