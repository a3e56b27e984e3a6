"""Many rows at once: many in one statement on SQLite, COPY on PostgreSQL.

Only table and column names that Django's models give are put into the SQL;
values are always parameters.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import Model

# https://www.sqlite.org/limits.html: the parameters that one statement takes, unless compiled otherwise.
MOST_VARIABLES = 32_766

Row = tuple[str | int | bytes | bool | None, ...]


def insert_many(alias: str, model: type[Model], columns: Sequence[str], values: Iterable[Row]) -> None:
    """Every row is in the table, by one executemany; on SQLite by as many rows in a statement as it takes."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(_insert(model, columns, "%s"), list(values))
        return
    # Django's own executemany keeps every row of a generator until the last is written.
    connection.ensure_connection()
    with connection.wrap_database_errors:
        for count, piece in _pieces(values, MOST_VARIABLES // len(columns)):
            connection.connection.execute(_insert(model, columns, "?", rows=count), piece)


def _pieces(rows: Iterable[Row], most: int) -> Iterator[tuple[int, list[str | int | bytes | bool | None]]]:
    """So many rows, and all their values one after another."""
    left = iter(rows)
    while taken := list(islice(left, most)):
        yield len(taken), list(chain.from_iterable(taken))


def copy_many(alias: str, model: type[Model], columns: Sequence[str], values: Iterable[Row]) -> None:
    """Every row is in the table, by COPY on PostgreSQL and `insert_many` on SQLite."""
    if connections[alias].vendor != "postgresql":
        insert_many(alias, model, columns, values)
        return
    statement = f"COPY {_table(model)} ({_names(columns)}) FROM STDIN"
    connection = connections[alias]
    # The driver reports a bad row when the copy ends; it reads as Django's own error, as on SQLite.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)


def update_many(alias: str, model: type[Model], columns: Sequence[str], values: Iterable[Row]) -> None:
    """Each row named last in its values has the values before it, by one executemany."""
    places = ", ".join(f'"{column}" = %s' for column in columns)
    statement = f'UPDATE {_table(model)} SET {places} WHERE "id" = %s'  # noqa: S608 - our own names
    with connections[alias].cursor() as cursor:
        cursor.executemany(statement, list(values))


def stored_instant(alias: str, at: datetime) -> Any:
    """The instant as this database's driver takes it."""
    return connections[alias].ops.adapt_datetimefield_value(at)


def _insert(model: type[Model], columns: Sequence[str], place: str, *, rows: int = 1) -> str:
    row = f"({', '.join([place] * len(columns))})"
    places = ", ".join([row] * rows)
    return f"INSERT INTO {_table(model)} ({_names(columns)}) VALUES {places}"  # noqa: S608 - our own names


def _table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'  # noqa: SLF001 - Django documents it


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
