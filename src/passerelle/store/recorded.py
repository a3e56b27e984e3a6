"""Statements, entities and origins as they are written in bulk and compared with what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.statement import statement_id
from passerelle.store.bulk import Row, copy_many, stored_instant
from passerelle.store.models import Entity, Origin
from passerelle.store.models import Statement as StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from passerelle.core.statement import Statement

# Record, version, salt, marking, entity, schema, prop, value, whether it is an entity's id, language, source:
# a file has one for every fact, and never all of them at once.
NewRow = tuple[str, int, bytes, str, str, str, str, str, bool, str, str]

CHUNK = 500
COLUMNS = (
    "id",
    "record",
    "version",
    "salt",
    "marking",
    "entity",
    "schema",
    "prop",
    "value",
    "reference",
    "language",
    "source",
    "state",
    "case",
    "arrived_from",
    "recorded_at",
)


def new_row(statement: Statement, *, reference: bool) -> NewRow:
    """The statement as `write_statements` takes it; the flag says that the value is an entity's id."""
    return (
        statement.record,
        statement.version,
        statement.salt,
        statement.marking,
        statement.entity,
        statement.schema,
        statement.prop,
        statement.value,
        reference,
        statement.language,
        statement.source,
    )


def write_statements(alias: str, rows: Iterable[NewRow], *, case: str, at: datetime) -> list[str]:
    """The ids of the statements, now all in the table and live."""
    ids: list[str] = []
    when = stored_instant(alias, at)
    copy_many(alias, StatementRow, COLUMNS, _complete(rows, ids, case, when))
    return ids


def _complete(rows: Iterable[NewRow], ids: list[str], case: str, when: str) -> Iterator[Row]:
    for row in rows:
        record, version, salt, marking, entity, schema, prop, value, _, language, source = row
        name = statement_id(record, version, salt, marking, entity, schema, prop, value, language, source)
        ids.append(name)
        yield (name, *row, "live", case, "", when)


def write_entities(alias: str, rows: Sequence[tuple[str, str, str | None, str]]) -> None:
    """Entities: id, schema, dataset, publisher's id."""
    copy_many(alias, Entity, ("id", "schema", "dataset_id", "publisher_id"), rows)


def write_origins(alias: str, rows: Sequence[tuple[str, str | None, str, int]]) -> None:
    """Origins: id, dataset, digest of the file, line."""
    copy_many(
        alias, Origin, ("id", "dataset_id", "file_digest", "line", "note"), [(*row, "") for row in rows]
    )


def supersede(alias: str, ids: Sequence[str]) -> None:
    """These statements no longer stand."""
    for chunk in in_chunks(ids):
        StatementRow.objects.using(alias).filter(id__in=chunk).update(state=StatementRow.State.SUPERSEDED)


def in_chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces small enough for one query's parameters."""
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]
