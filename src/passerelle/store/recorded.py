"""Statements, entities and origins as they are written in bulk and compared with what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store.bulk import Row, copy_many, stored_instant
from passerelle.store.models import Entity, Origin, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from passerelle.core.statement import Statement as StatementValue

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


def write_statements(
    alias: str, statements: Iterable[tuple[StatementValue, bool]], *, case: str, at: datetime
) -> list[str]:
    """The ids of the statements, now all in the table; the flag says that the value is an entity's id."""
    ids: list[str] = []
    when = stored_instant(alias, at)
    copy_many(alias, Statement, COLUMNS, _rows(statements, ids, case, when))
    return ids


def _rows(
    statements: Iterable[tuple[StatementValue, bool]], ids: list[str], case: str, when: str
) -> Iterator[Row]:
    for one, reference in statements:
        name = one.id
        ids.append(name)
        yield (
            name,
            one.record,
            one.version,
            one.salt,
            one.marking,
            one.entity,
            one.schema,
            one.prop,
            one.value,
            reference,
            one.language,
            one.source,
            "live",
            case,
            "",
            when,
        )


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
        Statement.objects.using(alias).filter(id__in=chunk).update(state=Statement.State.SUPERSEDED)


def in_chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Pieces small enough for one query's parameters."""
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]
