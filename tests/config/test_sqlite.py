from __future__ import annotations

import importlib

import pysqlite3
import pytest

from passerelle.config import sqlite


def test_importing_sqlite3_gives_the_wheel() -> None:
    sqlite.use_wheel()
    assert importlib.import_module("sqlite3") is pysqlite3
    assert importlib.import_module("sqlite3.dbapi2").sqlite_version_info >= sqlite.OLDEST


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)], ids=str)
def test_a_library_that_can_corrupt_its_log_is_refused(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", version)
    monkeypatch.setattr(pysqlite3, "sqlite_version", ".".join(map(str, version)))
    with pytest.raises(sqlite.OldSqliteError, match=r"older than 3\.51\.3; install the pysqlite3 wheel"):
        sqlite.use_wheel()
