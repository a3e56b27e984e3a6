"""Layers of transfers, linked and side by side: as SQL and compiled, the same groups."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from tests.analysis.money.reference import Move, groups, made, moves
from tests.engines import test_money_sql, test_money_sql_onward
from tests.engines.test_link_sql import SMALL
from tests.engines.test_money_sql import COLUMNS, duck, loaded, rows, some_transfers

from passerelle.analysis.money import layer
from passerelle.engines.money_sql import Spark
from passerelle.engines.money_sql_layers import Layering, layers

if TYPE_CHECKING:
    from passerelle.analysis.money.ledger import Ledger
    from passerelle.engines.money_sql import Engine

__all__ = ["duck"]
STACK = Layering(chained=True, within=9, step=2, hop=5, least=2)
BIPARTITE = Layering(chained=False, within=7, step=3, hop=2, least=3)


def agree(engine: Engine, ledger: Ledger) -> None:
    """The SQL finds what the kernel finds, linked and side by side."""
    for asked in (STACK, BIPARTITE):
        linked, parallel = layer.layers(ledger, **asked._asdict())
        assert layers(engine, asked) == (groups(linked), groups(parallel))


@given(given=moves(accounts=9, most=18))
@settings(deadline=None, max_examples=settings().max_examples // 5)
def test_duckdb_finds_what_the_kernel_finds_in_any_small_ledger(duck: Any, given: list[Move]) -> None:
    ledger = made(given)
    agree(loaded(duck, ledger), ledger)


@pytest.mark.parametrize("asked", [STACK, BIPARTITE], ids=["stack", "bipartite"])
def test_duckdb_finds_what_the_kernel_finds_in_a_dense_ledger(duck: Any, asked: Layering) -> None:
    ledger = made([move for move in some_transfers() if move.source % 3 != move.target % 3])
    engine = loaded(duck, ledger)
    linked, parallel = layer.layers(ledger, **asked._asdict())
    assert len(linked) > 0
    assert layers(engine, asked) == (groups(linked), groups(parallel))
    # Another question gives another answer: the comparison can fail.
    assert layers(engine, asked._replace(within=3)) != layers(engine, asked)


@pytest.mark.spark
@pytest.mark.processes
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_what_the_kernels_find_in_every_kind() -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed here")
    sql = pytest.importorskip("pyspark.sql", reason="the group spark brings PySpark")
    builder = sql.SparkSession.builder
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        ledger = made(some_transfers(200))
        session.createDataFrame(rows(ledger), COLUMNS).createOrReplaceTempView("move")
        engine = Spark(session)
        test_money_sql.agree(engine, ledger, within=4, longest=4)
        test_money_sql.agree_on_sums(engine, ledger)
        test_money_sql_onward.agree(engine, ledger)
        agree(engine, ledger)
    finally:
        session.stop()
