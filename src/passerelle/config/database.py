"""Database entries for Django: SQLite by default, PostgreSQL in production, one code path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from passerelle.config.sqlite import INIT
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The desk answers each request in a thread of its own: nobody could use a connection that is kept longer.
# The gate's thread hears of no requests, and keeps its connection whatever this says.
A_REQUEST = 0
DURABLE_SQLITE = {"journal_mode": frozenset({"wal"}), "synchronous": frozenset({"2", "3"})}
ON = frozenset({"on"})
SYNCHRONOUS = frozenset({"on", "local", "remote_write", "remote_apply"})
DURABLE_POSTGRESQL = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": SYNCHRONOUS,
}


class UnsafeDatabaseError(PasserelleError):
    """The database could lose what it acknowledged; nothing was opened."""

    def __init__(self, setting: str, found: str) -> None:
        super().__init__(f"the database runs with {setting}={found} and may lose commits; nothing was opened")


def sqlite(path: Path) -> dict[str, Any]:
    """A file in WAL mode with synchronous=FULL; every transaction begins IMMEDIATE."""
    return _sqlite(str(path))


def in_memory() -> dict[str, Any]:
    """A database that ends with its connection."""
    return _sqlite(":memory:")


def postgresql(*, host: str, port: int, user: str, name: str, password: str = "") -> dict[str, Any]:
    """A PostgreSQL database with durable commits asserted at start."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": str(port),
        "USER": user,
        "PASSWORD": password,
        "NAME": name,
        "CONN_MAX_AGE": A_REQUEST,
    }


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": A_REQUEST,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": INIT},
    }


def register(alias: str, entry: Mapping[str, Any]) -> None:
    """Django knows the database under this alias from now on; many nodes may live in one process."""
    # Imported here because the settings module itself is built from this file.
    from django.db import connections  # noqa: PLC0415 - see above

    complete = connections.configure_settings({"default": {}, alias: dict(entry)})
    connections.settings[alias] = complete[alias]


def forget(alias: str) -> None:
    """The connection is closed and the alias names nothing."""
    from django.db import connections  # noqa: PLC0415 - as in `register`

    connections[alias].close()
    del connections[alias]
    connections.settings.pop(alias, None)


def assert_durable(alias: str) -> None:
    """What the database acknowledges survives a power cut; raises UnsafeDatabaseError."""
    from django.db import connections  # noqa: PLC0415 - as in `register`

    connection = connections[alias]
    wanted = DURABLE_SQLITE if connection.vendor == "sqlite" else DURABLE_POSTGRESQL
    ask = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
    with connection.cursor() as cursor:
        for setting, accepted in wanted.items():
            cursor.execute(f"{ask} {setting}")
            found = str(cursor.fetchone()[0])
            if found not in accepted:
                raise UnsafeDatabaseError(setting, found)
