"""The SQLite that is used: the one in the `pysqlite3` wheel.

The system's 3.40 is inside the range with the WAL-reset corruption bug
(3.7.0 to 3.51.2), so it is replaced before Django imports it, and the version
is asserted.
"""

from __future__ import annotations

import sys

import pysqlite3
from pysqlite3 import dbapi2

from passerelle.errors import PasserelleError

OLDEST = (3, 51, 3)

# Deleted content is overwritten with zeros, so that what was erased is not left in free pages.
INIT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;"
)


class OldSqliteError(PasserelleError):
    """The SQLite library can corrupt a write-ahead log; nothing was opened."""

    def __init__(self, version: str) -> None:
        super().__init__(f"SQLite {version} is older than 3.51.3; install the pysqlite3 wheel")


def use_wheel() -> None:
    """`import sqlite3` gives the wheel's library from now on; raises OldSqliteError when that is too old."""
    if pysqlite3.sqlite_version_info < OLDEST:
        raise OldSqliteError(pysqlite3.sqlite_version)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
