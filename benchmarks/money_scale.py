"""Ten million transfers of a million accounts: the compiled searches, and the same as SQL on DuckDB."""

from __future__ import annotations

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
from passerelle.analysis.money.ledger import DAY, Ledger, ledger
from passerelle.analysis.money.scatter_gather import scatter_gathers
from passerelle.engines import money_sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.analysis.money.found import Found

TRANSFERS, ACCOUNTS, DAYS, SEED = 10_000_000, 1_000_000, 180, 11
WITHIN, LEAST, LONGEST = 4 * DAY, 3, 4
T = TypeVar("T")


def transfers() -> Ledger:
    chance = np.random.default_rng(SEED)
    weight = chance.lognormal(0, 1, ACCOUNTS)
    source, target = chance.choice(ACCOUNTS, (2, TRANSFERS), p=weight / weight.sum())
    when = np.sort(chance.integers(0, DAYS * DAY, TRANSFERS))
    amount = chance.lognormal(9, 1.5, TRANSFERS).astype(np.int64)
    return ledger(source=source, target=target, time=when, amount=amount)


def measured(work: Callable[[], T]) -> tuple[float, T]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def groups(found: Found) -> set[tuple[int, ...]]:
    return {tuple(group.tolist()) for group in found}


def on_duckdb(given: Ledger) -> tuple[dict[str, float], dict[str, object]]:
    duckdb = importlib.import_module("duckdb")
    connection = duckdb.connect(config={"threads": 1, "memory_limit": "6GB"})
    connection.execute("set enable_progress_bar = false")  # it would stand among the lines
    frame = {
        "pos": np.arange(len(given)),
        "source": given.source,
        "target": given.target,
        "time": given.time,
        "amount": given.amount,
        "currency": given.currency,
    }
    connection.sql("create table move as select * from frame")
    assert frame
    engine = money_sql.DuckDB(connection)
    asked = {"least": LEAST, "within": WITHIN}
    seconds: dict[str, float] = {}
    found: dict[str, object] = {}
    seconds["fan-in"], found["fan-in"] = measured(lambda: money_sql.fans_in(engine, **asked))
    seconds["fan-out"], found["fan-out"] = measured(lambda: money_sql.fans_out(engine, **asked))
    seconds["cycle"], found["cycle"] = measured(
        lambda: money_sql.cycles(engine, within=WITHIN, longest=LONGEST)
    )
    seconds["scatter-gather"], pairs = measured(
        lambda: money_sql.scatter_gathers(engine, least=2, within=WITHIN)
    )
    found["scatter-gather"] = {one for members in pairs.values() for one in members}
    seconds["sums"], _ = measured(lambda: connection.sql(money_sql.SUMS).fetchnumpy())
    return seconds, found


def main() -> None:
    given = transfers()
    fans_in(ledger(source=[0], target=[1], time=[0], amount=[1]), least=LEAST, within=WITHIN)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours: dict[str, float] = {}
    found: dict[str, object] = {}
    ours["fan-in"], one = measured(lambda: fans_in(given, least=LEAST, within=WITHIN))
    found["fan-in"] = groups(one)
    ours["fan-out"], one = measured(lambda: fans_out(given, least=LEAST, within=WITHIN))
    found["fan-out"] = groups(one)
    ours["cycle"], (one, _) = measured(lambda: cycles(given, within=WITHIN, longest=LONGEST))
    found["cycle"] = groups(one)
    ours["scatter-gather"], one = measured(lambda: scatter_gathers(given, least=2, within=WITHIN))
    found["scatter-gather"] = set(one.members.tolist())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    quality: dict[str, object] = {
        "accounts": ACCOUNTS,
        "ours": {kind: round(took, 2) for kind, took in ours.items()},
        "found": {kind: len(each) for kind, each in found.items()},  # type: ignore[arg-type]
        "peak_memory_mb": peak >> 10,
        "of_which_before_mb": before >> 10,
    }
    peer: float | None = None
    if importlib.util.find_spec("duckdb"):
        seconds, expected = on_duckdb(given)
        peer = sum(seconds[kind] for kind in ours)
        quality["sql"] = {kind: round(took, 2) for kind, took in seconds.items()}
        quality["same_result"] = {kind: expected[kind] == found[kind] for kind in ours}
        quality["peak_memory_with_sql_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    total = sum(ours.values())
    line = {
        "name": "money_scale",
        "unit": "CPU seconds",
        "ours": round(total, 2),
        "peer": peer and round(peer, 2),
        "peer_name": "our own SQL on DuckDB",
        "ratio": peer and round(peer / total, 1),
        "n": TRANSFERS,
        "quality": quality,
        "versions": {"python": platform.python_version(), "numba": importlib.metadata.version("numba")},
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
