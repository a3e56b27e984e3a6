"""Database entries for Django: SQLite by default, PostgreSQL in production, one code path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from passerelle.config.sqlite import INIT

if TYPE_CHECKING:
    from pathlib import Path


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
        "CONN_MAX_AGE": None,
    }


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": INIT},
    }
