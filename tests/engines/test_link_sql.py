from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.matching.resolution.register import Registers, Row, registers
from tests.matching.resolution.test_linking import entity, of_row

from passerelle.engines.link_sql import EngineAbsentError, SqlEngine, Table, Writing, linked
from passerelle.matching.resolution import model_file
from passerelle.matching.resolution.linking import MOST_CANDIDATES, Link, compared
from passerelle.matching.resolution.shape import shape
from passerelle.matching.resolution.side import Gathering, vocabularies

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.matching.resolution.model import Model

# For so few rows, compiling and spreading the work would take most of the time.
SMALL = {
    "spark.master": "local[1]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
ABSENT = "needs the dependency group spark: uv sync --group spark"


def learnt(made: Registers) -> Model:
    """What our own engine learns of both copies, through the file that a model is kept in."""
    shared = vocabularies()
    sides = Gathering(shared), Gathering(shared)
    for gathering, rows in zip(sides, (made.left, made.right), strict=True):
        for row in rows:
            gathering.add(of_row(row))
    found = shape(sides[0].side(), sides[1].side(), shared)
    return model_file.read(model_file.write(compared(found).model))


def tables(model: Model, made: Registers, folder: Path) -> tuple[Table, Table]:
    return _table(model, made.left, folder / "left.csv"), _table(model, made.right, folder / "right.csv")


def _table(model: Model, rows: list[Row], path: Path) -> Table:
    writing = Writing(model, path)
    for row in rows:
        writing.add(of_row(row))
    return writing.table()


def same(found: list[Link]) -> set[tuple[str, str]]:
    return {(one.left, one.right) for one in found if one.same}


def test_a_model_learnt_on_few_rows_links_more_rows_on_duckdb(tmp_path: Path) -> None:
    model = learnt(registers(150))
    made = registers(600, seed=8)
    found = list(linked(SqlEngine.DUCKDB, model, *tables(model, made, tmp_path)))
    truth = {(f"a{row['rec_id'][1:]}", row["rec_id"]) for row in made.right if row["rec_id"][0] == "b"}
    said = same(found)
    assert 2 * len(said & truth) / (len(said) + len(truth)) >= 0.95
    order = [row["rec_id"] for row in made.left]
    assert [order.index(one.left) for one in found] == sorted(order.index(one.left) for one in found)
    assert all(word in found[0].why for word in ("given name: ", "date of birth: "))


@pytest.mark.spark
@pytest.mark.processes
@pytest.mark.filterwarnings("ignore")
def test_one_model_file_scores_alike_on_spark_and_on_duckdb(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed here")
    sql = pytest.importorskip("pyspark.sql", reason=ABSENT)
    made = registers(150)
    model = learnt(made)
    both = tables(model, made, tmp_path)
    builder = sql.SparkSession.builder
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        ours, theirs = (
            {(one.left, one.right): one for one in linked(engine, model, *both, session=session)}
            for engine in SqlEngine
        )
    finally:
        session.stop()
    assert len(same([*ours.values()])) > 100
    assert same([*ours.values()]) == same([*theirs.values()])
    assert ours.keys() == theirs.keys()
    assert max(abs(ours[pair].score - theirs[pair].score) for pair in ours) < 1e-6
    assert {pair: one.why for pair, one in ours.items()} == {pair: one.why for pair, one in theirs.items()}


def test_lines_of_one_id_are_one_record_and_ten_candidates_are_shown_at_most(tmp_path: Path) -> None:
    model = learnt(registers(150))
    left, right = Writing(model, tmp_path / "l.csv"), Writing(model, tmp_path / "r.csv")
    left.add(entity('an, "id"', "Person", firstName="Orsolt", lastName="Vanterlin"))
    left.add(entity('an, "id"', "Person", birthDate="1980-02-03"))
    for number in range(30):
        facts = {"firstName": "Orsolt", "lastName": "Vanterlin", "birthDate": "1980-02-03"}
        right.add(entity(f"b{number}", "Person", **facts))
    found = list(linked(SqlEngine.DUCKDB, model, left.table(), right.table()))
    assert {one.left for one in found} == {'an, "id"'}
    assert len(found) == MOST_CANDIDATES


def test_a_key_that_very_many_hold_is_not_met_by(tmp_path: Path) -> None:
    model = learnt(registers(150))
    left, right = Writing(model, tmp_path / "l.csv"), Writing(model, tmp_path / "r.csv")
    for number in range(60):
        left.add(entity(f"a{number}", "Person", firstName="Orsolt", lastName="Vanterlin"))
        right.add(entity(f"b{number}", "Person", firstName="Orsolt", lastName="Vanterlin"))
    assert list(linked(SqlEngine.DUCKDB, model, left.table(), right.table())) == []


def test_an_absent_engine_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("passerelle.engines.link_sql.importlib.import_module", absent)
    model = learnt(registers(40))
    with pytest.raises(EngineAbsentError, match="duckdb is not installed here; nothing was scored"):
        list(linked(SqlEngine.DUCKDB, model, *tables(model, registers(40), tmp_path)))
