from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from passerelle.casework.access import Access
from passerelle.casework.journaling import consulted, record, record_by_node
from passerelle.core.role import Role
from passerelle.protocol.journal import Act, JournalLeaf, commitment
from passerelle.store import journal
from passerelle.store.models import JournalObject

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

SUBJECT = "e" * 32


@pytest.fixture
def ana(env: SeededEnv) -> Access:
    return Access(
        officer="a" * 32,
        name="Ana",
        role=Role.ANALYST,
        service=env.service,
        case="c" * 32,
        reference="OB-2026-7",
        reason="who supplies the boats",
    )


def line(env: SeededEnv, position: int) -> JournalLeaf:
    return JournalLeaf.from_bytes(journal.leaf(env.database, position))


def test_a_line_names_officer_role_reason_case_and_recipients(env: SeededEnv, ana: Access) -> None:
    with transaction.atomic(using=env.database):
        position = record(env, ana, Act.DISCLOSURE, subjects=[SUBJECT], recipients=["n" * 32], reference="r")
    found = line(env, position)
    assert (found.officer, found.role, found.reason, found.case) == (
        ana.officer,
        "analyst",
        ana.reason,
        ana.reference,
    )
    assert (found.recipients, found.reference) == (("n" * 32,), "r")


def test_a_line_binds_its_subject_by_commitment_alone(env: SeededEnv, ana: Access) -> None:
    position = consulted(env, ana, subjects=[SUBJECT])
    kept = JournalObject.objects.using(env.database).get(position=position)
    assert line(env, position).objects == (commitment(bytes(kept.salt), SUBJECT),)
    assert SUBJECT.encode() not in journal.leaf(env.database, position)


def test_one_subject_has_another_commitment_in_each_line(env: SeededEnv, ana: Access) -> None:
    first, second = (consulted(env, ana, subjects=[SUBJECT]) for _ in range(2))
    assert line(env, first).objects != line(env, second).objects


def test_a_line_about_many_binds_each_under_one_root(env: SeededEnv, ana: Access) -> None:
    position = consulted(env, ana, subjects=[f"{n:032x}" for n in range(1_200)])
    assert len(line(env, position).objects) == 1
    assert JournalObject.objects.using(env.database).filter(position=position).count() == 1_200


def test_a_line_of_the_node_names_no_person(env: SeededEnv) -> None:
    with transaction.atomic(using=env.database):
        position = record_by_node(env, Act.COLLECTION, reason="release arrived", case="OB-2026-7")
    assert (line(env, position).officer, line(env, position).role) == (env.node, "node")


@pytest.mark.parametrize(
    "damage",
    ["DROP TABLE store_journalentry", "UPDATE store_journalhead SET frontier=root"],
    ids=["table gone", "head unreadable"],
)
def test_a_read_fails_when_its_line_cannot_be_written(env: SeededEnv, ana: Access, damage: str) -> None:
    consulted(env, ana, subjects=[SUBJECT])
    with connections[env.database].cursor() as cursor:
        cursor.execute(damage)
    returned: list[str] = []

    def read() -> None:
        consulted(env, ana, subjects=[SUBJECT])
        returned.append("data")

    with pytest.raises(Exception, match="journal"):
        read()
    assert returned == []


def test_the_same_seed_writes_the_same_journal(new_env: object, ana: Access) -> None:
    heads = []
    for _ in range(2):
        env = new_env(5)  # type: ignore[operator] # the factory of conftest
        consulted(env, ana, subjects=[SUBJECT])
        heads.append(journal.head(env.database).root)
    assert heads[0] == heads[1]
