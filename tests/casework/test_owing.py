"""What a newer file changes or takes away reaches every holder, once a person says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.casework.test_sharing import Pair
from tests.casework.world import marking
from tests.simulator.env import SeededEnv

from passerelle.casework import owing
from passerelle.casework.recording import intake
from passerelle.core.draft import Draft, Fact
from passerelle.store.models import Notice, Statement

NewEnv = Callable[[int], SeededEnv]
OLD, NEW = "+33612345678", "+33612345699"


class Listed(Pair):
    """Oberland read a list in and released what it says."""

    def __init__(self, new_env: NewEnv) -> None:
        super().__init__(new_env)
        self.read(self.draft("1", OLD), self.draft("2", OLD))
        env = self.oberland.env
        self.entities = sorted(set(Statement.objects.using(env.database).values_list("entity", flat=True)))
        self.release(*self.entities)
        self.network.heal()

    @staticmethod
    def draft(name: str, phone: str) -> Draft:
        facts = (Fact("name", f"Ivo Marten {name}"), Fact("phone", phone))
        return Draft(schema="Person", publisher_id=name, facts=facts, line=int(name))

    def read(self, *drafts: Draft) -> None:
        env = self.oberland.env
        intake(env, self.oberland.access(), drafts=drafts, dataset="list", marking=marking(env))

    def settle(self) -> owing.Settled:
        return owing.settle_what_is_owed(self.oberland.env, self.oberland.access())

    def there(self) -> list[str]:
        rows = Statement.objects.using(self.unterland.env.database).filter(state="live")
        return sorted(rows.values_list("value", flat=True))

    def rows(self) -> int:
        return Notice.objects.using(self.oberland.env.database).filter(kind="owed").count()


@pytest.fixture
def listed(new_env: NewEnv) -> Listed:
    return Listed(new_env)


def test_what_a_newer_file_changes_is_owed_and_then_reaches_its_holder(listed: Listed) -> None:
    listed.read(listed.draft("1", NEW), listed.draft("2", OLD))
    assert listed.rows() == 1
    assert listed.there().count(OLD) == 2
    assert listed.settle() == owing.Settled(told=1, recalled=0)
    listed.network.heal()
    assert sorted(one for one in listed.there() if one.startswith("+")) == [OLD, NEW]
    assert owing.owed(listed.oberland.env) == {}
    assert listed.settle() == owing.Settled(told=0, recalled=0)


def test_what_a_newer_file_no_longer_says_is_taken_back(listed: Listed) -> None:
    listed.read(listed.draft("1", OLD))
    assert listed.rows() == 1
    assert listed.settle() == owing.Settled(told=0, recalled=2)
    listed.network.heal()
    assert listed.there() == [OLD, "Ivo Marten 1"]


def test_the_same_file_again_owes_nothing(listed: Listed) -> None:
    listed.read(listed.draft("1", OLD), listed.draft("2", OLD))
    assert listed.rows() == 0
    assert owing.owed(listed.oberland.env) == {}


def test_what_nobody_has_is_owed_to_nobody(new_env: NewEnv) -> None:
    listed = Listed.__new__(Listed)
    Pair.__init__(listed, new_env)
    listed.read(listed.draft("1", OLD))
    listed.read(listed.draft("1", NEW))
    assert listed.rows() == 0
