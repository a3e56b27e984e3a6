"""DuckDB and Spark answer as the compiled searches do, on the same transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money import cycle, fan, scatter_gather, structuring
from passerelle.engines import money_sql
from passerelle.engines.money_sql import DuckDB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.analysis.money.ledger import Ledger
    from passerelle.engines.money_sql import Engine

COLUMNS = "pos bigint, source bigint, target bigint, time bigint, amount bigint, currency bigint, book bigint"


def rows(ledger: Ledger) -> list[tuple[int, ...]]:
    columns = (ledger.source, ledger.target, ledger.time, ledger.amount, ledger.currency, ledger.book)
    return [(pos, *map(int, row)) for pos, row in enumerate(zip(*columns, strict=True))]


def some_transfers(count: int = 400) -> list[Move]:
    chance = np.random.default_rng(5)
    source = chance.integers(0, 40, count)
    target = (source + chance.integers(1, 40, count)) % 40
    when = np.sort(chance.integers(0, 60, count))
    amount, currency = chance.integers(1, 12, count), chance.integers(0, 2, count)
    columns = (source, target, when, amount, currency, chance.integers(-1, 2, count))
    return [Move(*map(int, row)) for row in zip(*columns, strict=True)]


def agree(engine: Engine, ledger: Ledger, *, within: int, longest: int) -> None:
    """All that is written as SQL finds what the kernels find."""
    asked = {"least": 3, "within": within}
    assert money_sql.fans_in(engine, **asked) == groups(fan.fans_in(ledger, **asked))
    assert money_sql.fans_out(engine, **asked) == groups(fan.fans_out(ledger, **asked))
    below = {"threshold": 10, "band": 4, **asked}
    assert money_sql.structurings(engine, **below) == groups(structuring.structurings(ledger, **below))
    found, _ = cycle.cycles(ledger, within=within, longest=longest)
    assert money_sql.cycles(engine, within=within, longest=longest) == groups(found)
    members = money_sql.scatter_gathers(engine, least=2, within=within).values()
    expected = scatter_gather.scatter_gathers(ledger, least=2, within=within).members.tolist()
    assert {one for group in members for one in group} == set(expected)


def agree_on_sums(engine: Engine, ledger: Ledger) -> None:
    listed = rows(ledger)
    amounts = {(one[1], one[2], one[5]): 0 for one in listed}
    for one in listed:
        amounts[one[1], one[2], one[5]] += one[4]
    assert {tuple(row[:3]): row[4] for row in money_sql.sums(engine)} == amounts
    assert sum(row[2] for row in money_sql.days(engine)) == len(listed)
    assert sum(row[3] for row in money_sql.days(engine)) == sum(one[4] for one in listed)


def loaded(connection: Any, ledger: Ledger) -> DuckDB:
    connection.execute(f"create or replace table move ({COLUMNS})")
    listed = rows(ledger)
    if listed:
        connection.executemany("insert into move values (?, ?, ?, ?, ?, ?, ?)", listed)
    return DuckDB(connection)


@pytest.fixture(scope="module")
def duck() -> Iterator[Any]:
    duckdb = pytest.importorskip("duckdb", reason="the group dev brings DuckDB")
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@given(given=moves(amount=12, currencies=2))
@settings(deadline=None, max_examples=settings().max_examples // 10)
def test_duckdb_finds_what_the_kernels_find_in_any_small_ledger(duck: Any, given: list[Move]) -> None:
    ledger = made(given)
    engine = loaded(duck, ledger)
    agree(engine, ledger, within=7, longest=6)
    agree_on_sums(engine, ledger)


def test_duckdb_finds_what_the_kernels_find_in_a_dense_ledger(duck: Any) -> None:
    ledger = made(some_transfers())
    engine = loaded(duck, ledger)
    agree(engine, ledger, within=4, longest=5)
    agree_on_sums(engine, ledger)
    # Another question gives another answer: the comparison can fail.
    assert money_sql.fans_in(engine, least=3, within=4) != money_sql.fans_in(engine, least=3, within=3)
