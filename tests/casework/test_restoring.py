"""Yesterday's backup over today's node: it is noticed, and what was lost comes again, recalls first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from tests.casework.test_sharing import Pair
from tests.simulator.env import SeededEnv

from passerelle.casework import restoring, sharing
from passerelle.store.models import Inbox, Notice, Outbox, Statement

NewEnv = Callable[[int], SeededEnv]


@pytest.fixture
def pair(new_env: NewEnv, database_kind: str) -> Pair:
    if database_kind == "postgresql":
        pytest.skip("the backup here is a copy of the SQLite file")
    return Pair(new_env)


def backup(pair: Pair, to: Path) -> Path:
    file = Path(str(connections[pair.unterland.env.database].settings_dict["NAME"]))
    with connections[pair.unterland.env.database].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(file, to)
    return file


def restore(pair: Pair, copy: Path, file: Path) -> None:
    connections[pair.unterland.env.database].close()
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    shutil.copyfile(copy, file)


def told(pair: Pair, number: int) -> tuple[str, str]:
    entity, (name, _phone) = pair.oberland.person(f"Ivo Marten {number}", f"+3361234567{number}")
    pair.release(entity)
    pair.network.heal()
    return entity, name.record


def values(pair: Pair) -> set[str]:
    rows = Statement.objects.using(pair.unterland.env.database).exclude(arrived_from="")
    return set(rows.filter(state="live").values_list("value", flat=True))


def test_what_was_lost_comes_again_and_what_was_recalled_does_not(pair: Pair, tmp_path: Path) -> None:
    _, early = told(pair, 1)
    file = backup(pair, tmp_path / "copy")
    sharing.recall(pair.oberland.env, pair.oberland.access(), early)
    told(pair, 2)
    expected = values(pair)
    restore(pair, tmp_path / "copy", file)
    assert values(pair) != expected
    pair.unterland.env.incarnation += 1
    assert restoring.announce(pair.unterland.env, pair.unterland.access()) == 1
    pair.network.heal()
    assert values(pair) == expected
    assert not Outbox.objects.using(pair.oberland.env.database).exclude(state="received").exists()
    kept = Statement.objects.using(pair.unterland.env.database).get(record=early)
    assert (kept.state, kept.value) == ("recalled", "")


def test_a_node_set_back_without_saying_so_is_told_at_its_first_contact(pair: Pair, tmp_path: Path) -> None:
    told(pair, 1)
    file = backup(pair, tmp_path / "copy")
    back = Pair.__new__(Pair)
    back.oberland, back.unterland = pair.unterland, pair.oberland
    back.agreement, back.network = pair.agreement, pair.network
    back.release(pair.unterland.person("Jo Velten", "+33612345699")[0])
    pair.network.heal()
    restore(pair, tmp_path / "copy", file)
    pair.unterland.env.drawn += 1_000
    back.release(pair.unterland.person("Jo Velten", "+33612345698")[0])
    pair.network.heal()
    row = Outbox.objects.using(pair.unterland.env.database).get(kind="release")
    assert (row.state, row.outcome) == ("refused", "incarnation-rolled-back")
    for node in (pair.oberland, pair.unterland):
        assert Notice.objects.using(node.env.database).filter(kind="alarm").exists()


def test_a_recall_of_before_the_restoration_is_put_again(pair: Pair, tmp_path: Path) -> None:
    back = Pair.__new__(Pair)
    back.oberland, back.unterland = pair.unterland, pair.oberland
    back.agreement, back.network = pair.agreement, pair.network
    entity, (name, _phone) = pair.unterland.person("Jo Velten", "+33612345699")
    back.release(entity)
    pair.network.heal()
    sharing.recall(pair.unterland.env, pair.unterland.access(), name.record)
    pair.unterland.env.incarnation += 1
    back.release(pair.unterland.person("Jo Velten", "+33612345698")[0])
    recall = Outbox.objects.using(pair.unterland.env.database).get(kind="recall")
    Outbox.objects.using(pair.unterland.env.database).filter(id=recall.id).update(
        next_at=pair.unterland.env.now() + restoring.MARGIN
    )
    pair.network.round()
    Outbox.objects.using(pair.unterland.env.database).filter(id=recall.id).update(
        next_at=pair.unterland.env.now()
    )
    pair.network.heal()
    (share,) = sharing.sharing_state(pair.unterland.env, pair.unterland.access(), name.record)
    assert share.recall_confirmed_at is not None


def test_it_is_sent_again_once_for_each_incarnation(pair: Pair) -> None:
    told(pair, 1)
    pair.unterland.env.incarnation += 1
    for _ in range(2):
        restoring.announce(pair.unterland.env, pair.unterland.access())
    pair.network.heal()
    before = Inbox.objects.using(pair.unterland.env.database).count()
    restoring.announce(pair.unterland.env, pair.unterland.access())
    pair.network.heal()
    assert Inbox.objects.using(pair.unterland.env.database).count() == before
    assert not Outbox.objects.using(pair.oberland.env.database).exclude(state="received").exists()
