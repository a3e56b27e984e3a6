"""What was erased leaves SQLite's files too: its write-ahead log holds older pages until it is emptied.

Free pages are overwritten by `secure_delete`. PostgreSQL keeps its log and
dead rows by its own rules; its operator's guide says what to set there.
"""

from __future__ import annotations

from django.db import connections, transaction

PATIENCE_MS = 250

_owed: set[str] = set()


def wipe_after_commit(alias: str) -> None:
    """The log is emptied once the caller's transaction is on the disk, or soon after a reader let go."""
    transaction.on_commit(lambda: wipe(alias), using=alias)


def wipe(alias: str) -> bool:
    """Whether the log holds nothing any more; a reader of an older page can delay that."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        # Writers wait while the log is emptied, so a slow reader is not waited for: it is tried again.
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = bool(cursor.fetchone()[0])
        finally:
            cursor.execute(f"PRAGMA busy_timeout={usual}")
    (_owed.add if busy else _owed.discard)(alias)
    return not busy


def wipe_what_is_owed(alias: str) -> None:
    """What could not be emptied before is tried again."""
    if alias in _owed:
        wipe(alias)
