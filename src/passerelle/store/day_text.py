"""An instant as its day in UTC, written as text by the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Func

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class DayText(Func):
    """The day as YYYY-MM-DD: making a date of every row costs more than everything else of a sum."""

    output_field = CharField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        """SQLite keeps instants as text in UTC."""
        return super().as_sql(compiler, connection, template="substr(%(expressions)s, 1, 10)", **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        """PostgreSQL keeps instants as such."""
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        return super().as_sql(compiler, connection, template=template, **more)
