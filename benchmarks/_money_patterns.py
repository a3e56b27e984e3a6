"""Processor time of the searches for patterns in a million invented transfers, beside snapml and DuckDB.

One thread each, and the same times everywhere. Compilation, which happens once
for an installation, is not counted; putting the columns in order is, but for
the queries of DuckDB, whose table is loaded as well: both loads are given apart.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import importlib.util
import json
import platform
import resource
import time
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from passerelle.analysis.money.cycle import cycles
from passerelle.analysis.money.fan import fans_in, fans_out
from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.ledger import DAY, Ledger, ledger
from passerelle.analysis.money.parameter import Parameters
from passerelle.analysis.money.pattern import search
from passerelle.analysis.money.scatter_gather import scatter_gathers
from passerelle.engines import money_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from passerelle.engines.money_sql import Engine

    Search = Callable[[Ledger], "Result"]

TRANSFERS, ACCOUNTS, DAYS, SEED = 1_000_000, 100_000, 180, 7
BATCH, LONGEST = 128, 4
ASKED = Parameters()
SEVEN = (
    Kind.FAN_IN,
    Kind.FAN_OUT,
    Kind.CYCLE,
    Kind.SCATTER_GATHER,
    Kind.GATHER_SCATTER,
    Kind.STACK,
    Kind.BIPARTITE,
)
T = TypeVar("T")
Result = set[tuple[int, ...]]
Columns = dict[str, "np.ndarray[tuple[int], np.dtype[np.int64]]"]

PAIRS = """
    create or replace temp table pair as
    select a.pos as a, b.pos as b, a.source as home, a.target as middle, b.target as last,
           a.time as begins, b.time as ends
    from move a join move b on b.source = a.target and b.pos > a.pos
    where b.time - a.time <= $within and b.target <> a.source
"""
TRIPLES = """
    select x.a, x.b, c.pos from pair x join move c on c.source = x.last and c.target = x.home and c.pos > x.b
    where c.time - x.begins <= $within
"""
SCATTERS = """
    with several as (
        select home, last from pair group by home, last having count(distinct middle) >= $least
    ), near as (select * from pair join several using (home, last)
    ), opening as (select distinct home, last, a, begins from near
    ), inside as (
        select o.a as opening, n.a, n.b, n.middle, n.home, n.last
        from opening o join near n using (home, last) where n.a >= o.a and n.ends <= o.begins + $within
    ), good as (
        select home, last, opening from inside group by all having count(distinct middle) >= $least
    )
    select distinct unnest([a, b]) from inside join good using (home, last, opening)
"""


def columns() -> Columns:
    """Transfers between accounts of which some are much busier than others."""
    chance = np.random.default_rng(SEED)
    weight = chance.lognormal(0, 1, ACCOUNTS)
    source, target = chance.choice(ACCOUNTS, (2, TRANSFERS), p=weight / weight.sum())
    when = np.sort(chance.integers(0, DAYS * DAY, TRANSFERS))
    amount = chance.lognormal(9, 1.5, TRANSFERS).astype(np.int64)
    kept = source != target
    return {
        "source": source[kept],
        "target": target[kept],
        "time": when[kept],
        "amount": amount[kept],
    }


def measured(work: Callable[[], T]) -> tuple[float, T]:
    """The processor seconds of the work, and what came out."""
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def everything(given: Columns, kinds: Sequence[Kind]) -> int:
    return sum(len(group.found) for group in search(ledger(**given), kinds, ASKED))


def as_snapml(given: Columns, *, everything_it_has: bool) -> int:
    """Its features in batches of 128 transfers, the size at which it was fastest."""
    snapml = importlib.import_module("snapml")
    names = {"fan": True, "scatter-gather": True, "temp-cycle": True}
    names |= dict.fromkeys(("degree", "lc-cycle", "vertex_stats"), everything_it_has)
    windows = {f"{name}_tw": ASKED.within for name in names}
    windows |= {"temp-cycle_tw": ASKED.cycle_within, "scatter-gather_tw": ASKED.scatter_within}
    graph = snapml.GraphFeaturePreprocessor()
    graph.set_params({"num_threads": 1, "time_window": ASKED.cycle_within, **names, **windows})
    edges = np.column_stack(
        [np.arange(len(given["time"])), given["source"], given["target"], given["time"]]
    ).astype(np.float64)
    return sum(
        len(graph.transform(np.ascontiguousarray(edges[begin : begin + BATCH])))
        for begin in range(0, len(edges), BATCH)
    )


class Database:
    """The transfers in DuckDB, in memory, on one thread."""

    def __init__(self, given: Columns) -> None:
        duckdb = importlib.import_module("duckdb")
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("set enable_progress_bar = false")  # it would stand among the lines
        frame = {"pos": np.arange(len(given["time"])), **given}
        self.connection.sql("create table move as select * from frame")
        assert frame

    def triples(self) -> Result:
        """Every cycle of three."""
        return set(self._asked(TRIPLES, {"within": ASKED.cycle_within}))

    def scatters(self) -> Result:
        """Every transfer of a scatter-gather."""
        return set(self._asked(SCATTERS, {"within": ASKED.scatter_within, "least": ASKED.between}))

    def _asked(self, query: str, values: dict[str, int]) -> list[tuple[int, ...]]:
        self.connection.execute(PAIRS, {"within": ASKED.cycle_within})
        return self.connection.execute(query, values).fetchall()


def three_cycles(given: Ledger) -> Result:
    found, _ = cycles(given, within=ASKED.cycle_within, shortest=3, longest=3)
    return {tuple(group.tolist()) for group in found}


def scattered(given: Ledger) -> Result:
    found = scatter_gathers(given, least=ASKED.between, within=ASKED.scatter_within)
    return {(one,) for group in found for one in group.tolist()}


def warm() -> None:
    """Compiled or loaded from disk, so that it is not measured."""
    chance = np.random.default_rng(SEED)
    source, target = chance.integers(0, 50, (2, 1_000))
    small = {"source": source, "target": target, "time": np.arange(1_000) * 21_600, "amount": source + 1}
    everything(small, list(Kind))


def line(peer_name: str, work: str, ours: float, peer: float | None, quality: dict[str, object]) -> None:
    versions = {"python": platform.python_version()}
    for package in ("passerelle", "numba", "numpy", "snapml", "duckdb"):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            quality["missing"] = "a peer: uv sync --group peers"
    print(
        json.dumps(
            {
                "name": f"money_patterns_{work}",
                "unit": "CPU seconds",
                "ours": round(ours, 3),
                "peer": peer and round(peer, 3),
                "peer_name": peer_name,
                "ratio": peer and round(peer / ours, 1),
                "n": TRANSFERS,
                "quality": {"accounts": ACCOUNTS, "days": DAYS, **quality},
                "versions": versions,
            }
        )
    )


def against_snapml(given: Columns) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seven, patterns = measured(lambda: everything(given, SEVEN))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    four, _ = measured(lambda: everything(given, SEVEN[:4]))
    same: float | None = None
    whole: float | None = None
    if importlib.util.find_spec("snapml"):
        same, _ = measured(lambda: as_snapml(given, everything_it_has=False))
        whole, _ = measured(lambda: as_snapml(given, everything_it_has=True))
    quality: dict[str, object] = {
        "kinds": [str(kind) for kind in SEVEN[:4]],
        "ours_seven_kinds": round(seven, 3),
        "patterns_of_seven_kinds": patterns,
        "peer_all_its_features": whole and round(whole, 3),
        "ratio_seven_kinds_to_all_its_features": whole and round(whole / seven, 1),
        "peak_memory_mb": peak >> 10,
        "of_which_before_mb": before >> 10,
    }
    line("snapml GraphFeaturePreprocessor", "same_kinds", four, same, quality)


def against_duckdb(given: Columns) -> None:
    pairs: tuple[tuple[str, Search, str], ...] = (
        ("three_cycles", three_cycles, "triples"),
        ("scatter_gather", scattered, "scatters"),
    )
    loading, ordered = measured(lambda: ledger(**given))
    peer_loading, database = measured(lambda: Database(given) if importlib.util.find_spec("duckdb") else None)
    loads = {"ours_loading": round(loading, 3), "peer_loading": round(peer_loading, 3)}
    for work, search_of, query in pairs:
        seconds, found = measured(functools.partial(search_of, ordered))
        quality: dict[str, object] = {"found": len(found), **loads}
        peer: float | None = None
        if database:
            peer, expected = measured(getattr(database, query))
            quality["same_result"] = expected == found
        line("DuckDB", work, seconds, peer, quality)


def four_kinds(given: Ledger) -> list[Result]:
    """Fans, cycles of three and four and scatter-gathers, as the SQL asks for them."""
    asked = {"least": ASKED.fan, "within": ASKED.within}
    found = [fans_in(given, **asked), fans_out(given, **asked)]
    found.append(cycles(given, within=ASKED.cycle_within, longest=LONGEST)[0])
    return [*({tuple(group.tolist()) for group in one} for one in found), scattered(given)]


def four_kinds_as_sql(engine: Engine) -> list[Result]:
    """The same of the tables of a database."""
    asked = {"least": ASKED.fan, "within": ASKED.within}
    pairs = money_sql.scatter_gathers(engine, least=ASKED.between, within=ASKED.scatter_within)
    return [
        money_sql.fans_in(engine, **asked),
        money_sql.fans_out(engine, **asked),
        money_sql.cycles(engine, within=ASKED.cycle_within, longest=LONGEST),
        {(one,) for members in pairs.values() for one in members},
    ]


def with_loading(given: Columns) -> None:
    """From the same columns in memory to the same groups: what either engine loads or arranges is counted."""
    ours, found = measured(lambda: four_kinds(ledger(**given)))
    quality: dict[str, object] = {"found": [len(one) for one in found], "loading": "counted on both sides"}
    peer: float | None = None
    if importlib.util.find_spec("duckdb"):
        currency = np.zeros(len(given["time"]), np.int64)
        made = given | {"currency": currency}
        peer, expected = measured(lambda: four_kinds_as_sql(money_sql.DuckDB(Database(made).connection)))
        quality["same_result"] = expected == found
    line("DuckDB", "fans_cycles_scatters_with_loading", ours, peer, quality)


def main() -> None:
    given = columns()
    warm()
    against_snapml(given)
    against_duckdb(given)
    with_loading(given)


if __name__ == "__main__":
    main()
