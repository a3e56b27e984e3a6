from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction
from tests.casework.world import marking, state

from passerelle.casework.erasure import erase_records
from passerelle.store import wiping
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

VALUE = "a value that must not be found again"


@pytest.fixture
def files(env: SeededEnv) -> tuple[Path, Path]:
    connection = connections[env.database]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no write-ahead log of ours to empty")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        path = Path(str(cursor.fetchone()[2]))
    return path, path.with_name(path.name + "-wal")


def recorded(env: SeededEnv, number: int = 300) -> list[str]:
    mark = marking(env)
    with transaction.atomic(using=env.database):
        return [
            state(env, env.new_id(), "Person", "alias", f"{VALUE} {at}", mark).record for at in range(number)
        ]


def found(files: tuple[Path, Path]) -> bool:
    return any(VALUE.encode() in path.read_bytes() for path in files if path.exists())


def erase(env: SeededEnv, records: list[str]) -> None:
    with transaction.atomic(using=env.database):
        erase_records(env, dict.fromkeys(records, 1), state=Statement.State.ERASED)


def test_what_was_erased_is_in_no_byte_of_the_files(env: SeededEnv, files: tuple[Path, Path]) -> None:
    records = recorded(env)
    assert found(files)
    erase(env, records)
    assert not found(files)


def test_what_a_reader_still_needs_is_wiped_once_it_let_go(env: SeededEnv, files: tuple[Path, Path]) -> None:
    records = recorded(env)
    reader = connections[env.database].copy()
    reader.ensure_connection()
    reader.connection.execute("BEGIN")
    reader.connection.execute("SELECT count(*) FROM store_statement").fetchone()
    erase(env, records)
    assert found(files)
    reader.connection.execute("COMMIT")
    reader.close()
    wiping.wipe_what_is_owed(env.database)
    assert not found(files)


def test_the_usual_patience_with_other_writers_stays(env: SeededEnv, files: tuple[Path, Path]) -> None:
    assert files
    wiping.wipe(env.database)
    with connections[env.database].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000
