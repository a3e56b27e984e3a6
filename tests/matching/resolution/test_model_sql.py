from __future__ import annotations

import pytest
from tests.matching.resolution.register import Row, registers
from tests.matching.resolution.test_linking import of_row

from passerelle.matching.resolution import model_file
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.linking import compared
from passerelle.matching.resolution.model import BELIEVED, THRESHOLD, Model
from passerelle.matching.resolution.model_sql import WholeNameError, columns, scoring_steps
from passerelle.matching.resolution.shape import shape
from passerelle.matching.resolution.side import Gathering, vocabularies

LEAST = 0.001
ABSENT = "needs DuckDB: uv sync"
Scored = dict[tuple[str, str], float]
Table = list[tuple[str | None, ...]]


def trained(left: list[Row], right: list[Row]) -> tuple[str, Table, Table]:
    """A model file learnt from both sides, and their rows in normal forms."""
    shared = vocabularies()
    sides = []
    for rows in (left, right):
        gathering = Gathering(shared)
        for row in rows:
            gathering.add(of_row(row))
        sides.append(gathering.side())
    found = shape(sides[0], sides[1], shared)
    text = model_file.write(compared(found).model)
    fields = [Field[name.upper()] for name in columns(model_file.read(text))]
    tables = []
    for side in sides:
        values = {
            field: [
                shared[field].texts[side.columns[field].codes[start]] if size else None
                for start, size in zip(side.columns[field].start, side.columns[field].counts, strict=False)
            ]
            for field in fields
        }
        tables.append(list(zip(side.ids, *(values[field] for field in fields), strict=True)))
    return text, tables[0], tables[1]


def on_duckdb(text: str, left: Table, right: Table) -> Scored:
    duckdb = pytest.importorskip("duckdb", reason=ABSENT)
    model = model_file.read(text)
    connection = duckdb.connect()
    for name, rows in (("lefts", left), ("rights", right)):
        named = ", ".join(f"{column} VARCHAR" for column in ("id", *columns(model)))
        connection.execute(f"CREATE TABLE {name} ({named})")
        connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    found = connection.execute(scoring_steps(model, "lefts", "rights", LEAST).query).fetchall()
    return {(one, two): score for one, two, score, *_ in found}


def f1(scored: Scored, right: Table) -> float:
    said = [pair for pair, score in scored.items() if score >= THRESHOLD]
    hits = sum(one[1:] == two[1:] and two[0] == "b" for one, two in said)
    return 2 * hits / (len(said) + sum(str(row[0])[0] == "b" for row in right))


def test_a_model_file_scores_tables_on_duckdb() -> None:
    made = registers(300)
    text, left, right = trained(made.left, made.right)
    assert f1(on_duckdb(text, left, right), right) >= 0.95


def test_whole_names_and_tables_without_a_key_have_no_query() -> None:
    for field in (Field.NAME, Field.STATE):
        with pytest.raises(WholeNameError):
            scoring_steps(Model(1e-4, 1e-5, {field: BELIEVED[field]}), "l", "r", LEAST)
