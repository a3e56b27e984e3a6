"""What is read of partners, services, agreements and keys, remembered for as long as none of them changes.

Every message asks the same of these few rows. The database itself draws a new
token with each change of them, in the transaction of the change, whoever
makes it; the token is read before anything remembered is believed. So a
partner struck off or an agreement withdrawn counts at the very next look, in
every process, and what was rolled back is never remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import connections

from passerelle.store.models import Agreement, AnswerEpoch, Node, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import Model

T = TypeVar("T")
# What a message changes in a node's row (sequence, incarnation, last seen) is never remembered.
NODE_COLUMNS = ("id", "service_id", "name", "address", "card", "is_self", "trusted_at", "via", "carried")
# How far a new key for questions has come is no matter either.
EPOCH_COLUMNS = ("number", "salt", "public", "state")
WATCHED: dict[type[Model], tuple[str, ...]] = {
    Node: NODE_COLUMNS,
    Service: (),
    Agreement: (),
    AnswerEpoch: EPOCH_COLUMNS,
}
TOKEN = "SELECT token FROM store_trust"  # noqa: S105 - a query, no secret
MOST_ALIASES = 512
MOST_KEPT = 4_096

SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN
DELETE FROM store_trust;
INSERT INTO store_trust (id, token) VALUES (1, randomblob(16));
END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION trust_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
INSERT INTO store_trust (id, token) VALUES (1, uuid_send(gen_random_uuid()))
ON CONFLICT (id) DO UPDATE SET token = excluded.token;
RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trust_changed()
"""

_remembered: dict[str, tuple[bytes, dict[Hashable, object]]] = {}


def remembered(alias: str, what: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, read again only after a partner, a service, an agreement or a key of ours changed.

    `read` may look at nothing but those rows, and gives a value that nobody changes.
    """
    token = _token(alias)
    held = _remembered.get(alias)
    if held is None or held[0] != token:
        if len(_remembered) >= MOST_ALIASES:
            _remembered.clear()
        held = _remembered[alias] = (token, {})
    kept = held[1]
    if what not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        # The token was read first: what is remembered under it is as new as it, or newer.
        found = read()
        if token:
            kept[what] = found
        return found
    return kept[what]  # type: ignore[return-value] # one `what` has one reader


def watch(alias: str) -> None:
    """The database draws a new token with each change from now on; a table made anew has its watch again."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for model, columns in WATCHED.items():
            table = model._meta.db_table  # noqa: SLF001 - Django documents it
            update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
            for event in ("INSERT", "DELETE", update):
                name = f"trust_{table}_{event.partition(' ')[0].lower()}"
                make = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
                cursor.execute(make.format(name=name, event=event, table=table))


def _token(alias: str) -> bytes:
    """Empty where nothing was ever trusted: then nothing is remembered."""
    with connections[alias].cursor() as cursor:
        cursor.execute(TOKEN)
        row = cursor.fetchone()
    return b"" if row is None else bytes(row[0])
