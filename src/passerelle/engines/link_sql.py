"""A trained model applied to two files as one SQL query, on DuckDB or on Spark: for more than a million rows.

Each file becomes a table of normal forms on disk, so that memory holds its ids
alone; the engine does the rest, and spills where it must. Both engines read
the same tables and run the same text.
"""

from __future__ import annotations

import csv
import importlib
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from passerelle.errors import PasserelleError
from passerelle.matching.resolution.field import PROPERTIES, Field, normal
from passerelle.matching.resolution.linking import DECIMALS, MOST_CANDIDATES, SHOWN, Link
from passerelle.matching.resolution.model import THRESHOLD
from passerelle.matching.resolution.model_sql import columns, scoring_steps
from passerelle.matching.resolution.reason import of_bits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from passerelle.core.draft import Draft
    from passerelle.matching.resolution.model import Model
    from passerelle.matching.resolution.model_sql import Steps

LEFT, RIGHT = "lefts", "rights"
AT_ONCE = 10_000


class SqlEngine(StrEnum):
    """What runs the query."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineAbsentError(PasserelleError):
    """The library of the engine is not installed; nothing was scored."""

    def __init__(self, engine: SqlEngine) -> None:
        library = {SqlEngine.DUCKDB: "duckdb", SqlEngine.SPARK: "pyspark, with Java,"}[engine]
        super().__init__(
            f"{engine} is not installed here; nothing was scored, install {library} and try again"
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One file in normal forms: where they lie, and whose each number is."""

    path: Path
    ids: list[str]


class Writing:
    """A table in the making: a line for each draft, by the number of its id."""

    def __init__(self, model: Model, path: Path) -> None:
        self._fields = {Field[name.upper()]: place for place, name in enumerate(columns(model), 1)}
        self._numbers: dict[str, int] = {}
        self._path = path
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["id", *columns(model)])

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, draft: Draft) -> None:
        """One more draft of the file: the first value of each field, in its normal form."""
        if draft.is_link:
            return
        number = self._numbers.setdefault(draft.publisher_id, len(self._numbers))
        cells: list[str | int] = [number, *[""] * len(self._fields)]
        for fact in draft.facts:
            field = PROPERTIES.get(fact.prop)
            place = self._fields.get(field) if field else None
            if field and place and not cells[place]:
                cells[place] = normal(field, fact.value)
        self._writer.writerow(cells)

    def table(self) -> Table:
        """The table, complete on disk."""
        self._file.close()
        return Table(self._path, list(self._numbers))


def linked(engine: SqlEngine, model: Model, left: Table, right: Table, session: Any = None) -> Iterator[Link]:
    """The candidates of each row of the left file, in its order, best first, with their reasons.

    A Spark `session` of your own, on a cluster that sees the tables, is used and left running.
    """
    steps = scoring_steps(model.at(max(len(left.ids), len(right.ids))), LEFT, RIGHT, SHOWN)
    match engine:
        case SqlEngine.DUCKDB:
            rows = _on_duckdb(model, left, right, steps)
        case SqlEngine.SPARK:
            rows = _on_spark(model, left, right, steps, session)
    fields = list(model.weights)
    for number, found in groupby(rows, key=lambda row: row[0]):
        for _, other, score, *bits in islice(found, MOST_CANDIDATES):
            yield Link(
                left=left.ids[number],
                right=right.ids[other],
                score=round(score, DECIMALS),
                same=score >= THRESHOLD,
                why=of_bits(fields, bits),
            )


def _records(model: Model, lines: str) -> str:
    """A row for each number; of several lines of one record the same value on both engines."""
    least = ", ".join(f"MIN({name}) AS {name}" for name in columns(model))
    return f"SELECT id, {least} FROM {lines} GROUP BY id"  # noqa: S608 - names of our own


def _on_duckdb(model: Model, left: Table, right: Table, steps: Steps) -> Iterator[tuple[Any, ...]]:
    duckdb = _library("duckdb", SqlEngine.DUCKDB)
    connection = duckdb.connect()
    connection.execute("SET temp_directory = ?", [str(left.path.parent)])
    for name, table in ((LEFT, left), (RIGHT, right)):
        texts = ", ".join(f"'{column}': 'VARCHAR'" for column in columns(model))
        kinds = f"{{'id': 'BIGINT', {texts}}}"
        lines = f"read_csv('{table.path}', header = true, nullstr = '', columns = {kinds})"
        connection.execute(f"CREATE TABLE {name} AS {_records(model, lines)}")
    answer = connection.execute(steps.query)
    while rows := answer.fetchmany(AT_ONCE):
        yield from rows


def _on_spark(
    model: Model, left: Table, right: Table, steps: Steps, session: Any
) -> Iterator[tuple[Any, ...]]:
    spark = session or _session()
    try:
        schema = ", ".join(["id bigint", *(f"{column} string" for column in columns(model))])
        for name, table in ((LEFT, left), (RIGHT, right)):
            lines = spark.read.csv(str(table.path), schema=schema, header=True, nullValue="", escape='"')
            lines.createOrReplaceTempView(f"lines_of_{name}")
            spark.sql(_records(model, f"lines_of_{name}")).cache().createOrReplaceTempView(name)
        for name, text in steps.tables:
            # A step that several others name would be worked out once for each, and planned with each.
            spark.sql(text).cache().createOrReplaceTempView(name)
        yield from map(tuple, spark.sql(steps.answer).toLocalIterator())
    finally:
        if session is None:
            spark.stop()


def _session() -> Any:
    """Spark on this machine, reached from nowhere else."""
    builder = _library("pyspark.sql", SqlEngine.SPARK).SparkSession.builder.appName("passerelle link")
    settings = {
        "spark.master": "local[*]",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "8",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _library(name: str, engine: SqlEngine) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise EngineAbsentError(engine) from None
