"""What runs out goes by itself, and what is not confirmed becomes an open incident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv
from tests.simulator.node import TERMS, agree, witness_each_other

from passerelle.casework import holding, people, sharing
from passerelle.casework.access import open_access
from passerelle.casework.reading import visible_facts
from passerelle.casework.upkeep import keep_up
from passerelle.core.purpose import Purpose
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.store.models import Licence, Notice, Statement

NewEnv = Callable[[int], SeededEnv]
MONTH = timedelta(days=30)


@pytest.fixture
def pair(new_env: NewEnv) -> Pair:
    found = Pair(new_env)
    found.agreement = agree(found.oberland, found.unterland, until="2026-04-01").id
    return found


def arrived(pair: Pair) -> str:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    pair.network.heal()
    return entity


def values(pair: Pair, entity: str) -> list[str]:
    access = pair.unterland.access()
    return [fact.value for fact, _ in visible_facts(pair.unterland.env, access, [entity])]


def test_what_ran_out_is_invisible_at_once_and_erased_soon(pair: Pair) -> None:
    entity = arrived(pair)
    assert len(values(pair, entity)) == 2
    pair.unterland.env.advance(MONTH + timedelta(days=1))
    assert values(pair, entity) == []
    rows = Statement.objects.using(pair.unterland.env.database).filter(entity=entity)
    assert all(row.value for row in rows)
    keep_up(pair.unterland.env)
    assert {(row.state, row.value, bytes(row.salt)) for row in rows.all()} == {("erased", "", b"")}
    assert not Licence.objects.using(pair.unterland.env.database).exists()


def test_what_has_not_run_out_stays(pair: Pair) -> None:
    entity = arrived(pair)
    pair.unterland.env.advance(MONTH - timedelta(days=2))
    keep_up(pair.unterland.env)
    assert len(values(pair, entity)) == 2


def test_a_hold_restricts_what_ran_out(pair: Pair) -> None:
    entity, env = arrived(pair), pair.unterland.env
    claire = people.add_officer(env, name="Claire", role=Role.MAGISTRATE)
    duty = people.open_duty(env, claire, purpose=Purpose.PROSECUTION, reason="duty")
    access = open_access(env, claire, duty=duty.id, reason="the file")
    hold = holding.set_hold(env, access, Hold.JUDICIAL_FILE, entity=entity)
    env.advance(MONTH + timedelta(days=1))
    keep_up(env)
    assert values(pair, entity) == []
    assert len(visible_facts(env, access, [entity])) == 2
    assert holding.lift_hold(env, access, hold) == 2
    rows = Statement.objects.using(env.database).filter(entity=entity)
    assert {row.state for row in rows} == {"erased"}


def test_what_ran_out_comes_back_when_it_is_released_again(pair: Pair) -> None:
    entity = arrived(pair)
    for node in (pair.oberland, pair.unterland):
        node.env.advance(MONTH + timedelta(days=1))
        keep_up(node.env)
    witness_each_other(pair.oberland, pair.unterland)
    pair.agreement = agree(pair.oberland, pair.unterland).id
    pair.release(entity)
    pair.network.heal()
    assert len(values(pair, entity)) == 2
    assert Licence.objects.using(pair.unterland.env.database).count() == 2


def test_the_same_version_under_another_salt_renews_the_licence(pair: Pair) -> None:
    entity = arrived(pair)
    pair.agreement = agree(pair.oberland, pair.unterland).id
    pair.release(entity)
    pair.network.heal()
    pair.unterland.env.advance(MONTH + timedelta(days=1))
    assert len(values(pair, entity)) == 2
    assert Licence.objects.using(pair.unterland.env.database).count() == 2


def incidents(pair: Pair) -> list[Notice]:
    return list(Notice.objects.using(pair.oberland.env.database).filter(kind="incident"))


@pytest.mark.parametrize("days", [3, 7])
def test_a_recall_not_confirmed_in_time_is_an_open_incident_once(pair: Pair, days: int) -> None:
    notices = "" if days == 7 else f"[notices]\nconfirm_days = {days}\n\n"
    terms = TERMS.replace("[[clause]]", f"{notices}[[clause]]", 1)
    pair.agreement = agree(pair.oberland, pair.unterland, terms=terms).id
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    env = pair.oberland.env
    sharing.recall(env, pair.oberland.access(), name.record)
    env.advance(timedelta(days=days) - timedelta(seconds=1))
    keep_up(env)
    assert incidents(pair) == []
    env.advance(timedelta(seconds=2))
    keep_up(env)
    keep_up(env)
    (row,) = incidents(pair)
    assert (row.service, row.entity, row.done_at) == (pair.unterland.env.service, entity, None)
    pair.unterland.env.advance(timedelta(days=days))
    pair.network.heal()
    keep_up(env)
    (row,) = incidents(pair)
    assert row.done_at is not None
    assert row.reason == "the partner confirmed"


def test_a_confirmed_recall_is_no_incident(pair: Pair) -> None:
    entity, (name, _phone) = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    sharing.recall(pair.oberland.env, pair.oberland.access(), name.record)
    pair.network.heal()
    pair.oberland.env.advance(MONTH)
    keep_up(pair.oberland.env)
    assert incidents(pair) == []
