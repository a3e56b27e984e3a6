"""Releases between two real nodes on loopback, durable at both, beside Matrix Synapse and medallion.

A runs as an installation does: desk and gate in one process, here this one; B
is `passerelle run`. A single message counts from the officer's release, which
saves and seals it, to the commit of its receipt at A: at B it was opened,
judged, stored, journalled and receipted on the way. Many are released first
and then delivered, 32 in flight, as Synapse's are sent. Synapse counts from
the client's request at A to the event in a client's sync at B. What is sent
in bulk counts from the release; medallion adds and gives back as many objects
of its own, in memory, unsigned.

PASSERELLE_SYNAPSE and PASSERELLE_MEDALLION name the Python of an environment
that holds the peer (`pip install matrix-synapse`, `pip install medallion`);
without them the line says which figure is missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import platform
import ssl
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
import django

django.setup()

from benchmarks import _medallion, _synapse  # noqa: E402 - same
from django.db import connections, transaction  # noqa: E402 - needs Django set up
from tests import postgresql  # noqa: E402 - same
from tests.casework.world import marking  # noqa: E402 - same
from tests.gate.station import found, running, wait_for_port  # noqa: E402 - same
from tests.simulator.node import Node, agree, introduce  # noqa: E402 - same

from passerelle.casework import sharing  # noqa: E402 - same
from passerelle.casework.posting import due  # noqa: E402 - same
from passerelle.config.process import listening  # noqa: E402 - same
from passerelle.gate.failure import halt  # noqa: E402 - same
from passerelle.gate.process import Station, serve  # noqa: E402 - same
from passerelle.gate.tls import client_context  # noqa: E402 - same
from passerelle.store import convert, recorded  # noqa: E402 - same
from passerelle.store.models import Disclosure, Outbox  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Iterator

SINGLE = int(os.environ.get("PASSERELLE_BENCH_SINGLE", "100"))
MANY = int(os.environ.get("PASSERELLE_BENCH_MANY", "500"))
BULK = int(os.environ.get("PASSERELLE_BENCH_BULK", "100000"))
HELD = int(os.environ.get("PASSERELLE_BENCH_HELD", "1000000"))
OBJECTS = 3_000
IN_ONE_RELEASE = 500
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FILL = """
WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < %s)
INSERT INTO store_statement (id, record, version, salt, marking, entity, schema, prop, value, reference,
language, source, state, "case", arrived_from, recorded_at)
SELECT 'held' || n, 'held' || n, 1, 'x', 'held', 'held' || (n / 8), 'Person', 'alias', 'Ivo Marten', {false},
'', '', 'live', '', '', '2026-03-02 09:00:00' FROM one
"""


def people(node: Node, count: int, facts: int = 1) -> list[str]:
    """So many persons with so many names each are recorded, as an import writes them."""
    env = node.env
    mark = convert.keep_marking(env.database, marking(env))
    names = [env.new_id() for _ in range(count)]
    rows = (
        (
            env.new_id(),
            1,
            env.random(16),
            mark,
            name,
            "Person",
            "alias",
            f"Ivo Marten {place} {fact}",
            False,
            "",
            "",
        )
        for place, name in enumerate(names)
        for fact in range(facts)
    )
    with transaction.atomic(using=env.database):
        recorded.write_entities(env.database, [(name, "Person", None, "") for name in names])
        recorded.write_statements(env.database, rows, case="", at=AT)
    return names


@contextlib.contextmanager
def serving(node: Node) -> Iterator[None]:
    """The node's gate and worker run in a thread of this process, until the block ends."""
    loop, stopping = asyncio.new_event_loop(), asyncio.Event()
    folder = node.env.folder  # type: ignore[union-attr]
    keys = folder.path / "keys"
    station = Station(
        env=node.env,
        certificate=keys / "tls.crt",
        key=keys / "tls.key",
        listening=listening("127.0.0.1", folder.gate_port),
        halt=halt,
    )
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(station, stopping),))
    thread.start()
    try:
        wait_for_port(folder.gate_port)
        yield
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join()


def release(mine: Node, theirs: Node, agreement: str, entities: list[str]) -> None:
    sharing.release(mine.env, mine.access(), entities=entities, recipients=[theirs.id], agreement=agreement)


def settled(mine: Node) -> None:
    while Outbox.objects.using(mine.env.database).filter(state="pending").exists():
        time.sleep(0.002)


def one_by_one(mine: Node, theirs: Node, agreement: str) -> list[float]:
    times = []
    for name in people(mine, SINGLE + 5):
        start = time.perf_counter()
        release(mine, theirs, agreement, [name])
        settled(mine)
        times.append((time.perf_counter() - start) * 1_000)
    return sorted(times[5:])


def many(mine: Node, theirs: Node, agreement: str) -> float:
    """Messages a second, from the first receipt to the last."""
    for name in people(mine, MANY):
        release(mine, theirs, agreement, [name])
    with serving(mine):
        settled(mine)
    ledger = Disclosure.objects.using(mine.env.database).exclude(received_at=None)
    times = sorted(row.received_at for row in ledger if row.received_at)
    return MANY / (times[-1] - times[0]).total_seconds()


def bulk(mine: Node, theirs: Node, agreement: str) -> float:
    names = people(mine, BULK // 2, facts=2)
    start = time.perf_counter()
    for at in range(0, len(names), IN_ONE_RELEASE):
        release(mine, theirs, agreement, names[at : at + IN_ONE_RELEASE])
    settled(mine)
    rate = BULK / (time.perf_counter() - start)
    received = Disclosure.objects.using(mine.env.database).exclude(received_at=None).count()
    assert received >= BULK, f"{received} of {BULK} were receipted"
    return rate


def idle(mine: Node, theirs: Node) -> dict[str, float]:
    """What it costs to find that nothing is new: one look at the outbox, one request to the partner."""
    for node in (mine, theirs):
        with connections[node.env.database].cursor() as cursor:
            false = "0" if connections[node.env.database].vendor == "sqlite" else "false"
            cursor.execute(FILL.format(false=false), [HELD])
    looks, asked, size = [], [], 0
    keys = mine.env.folder.path / "keys"  # type: ignore[union-attr]
    certificate = theirs.env.folder.path / "keys" / "tls.crt"  # type: ignore[union-attr]
    context = client_context(keys / "tls.crt", keys / "tls.key", _der(certificate))
    line = http.client.HTTPSConnection("127.0.0.1", theirs.env.folder.gate_port, context=context)  # type: ignore[union-attr]
    for _ in range(50):
        start = time.perf_counter()
        assert not due(mine.env, frozenset(), 32)
        looks.append((time.perf_counter() - start) * 1_000)
        start = time.perf_counter()
        line.request("GET", "/alive")
        answer = line.getresponse()
        size = len(answer.read()) + len(str(answer.headers)) + len("HTTP/1.1 200 OK\r\n") + 120
        assert answer.status == 200  # noqa: PLR2004 - HTTP's word for well
        asked.append((time.perf_counter() - start) * 1_000)
    line.close()
    return {
        "statements_held": HELD,
        "look_p50_ms": round(sorted(looks)[25], 2),
        "request_p50_ms": round(sorted(asked)[25], 2),
        "bytes": size,
    }


def _der(path: Path) -> bytes:
    return ssl.PEM_cert_to_DER_cert(path.read_text())


def ours(kind: str, folder: Path, databases: list[dict[str, Any]]) -> dict[str, Any]:
    mine, theirs = (
        found(folder / f"{kind}-{name}", name, database)
        for name, database in zip(("Oberland", "Unterland"), databases, strict=True)
    )
    introduce(mine, theirs)
    agreement = agree(mine, theirs).id
    with running(theirs):
        rate = many(mine, theirs, agreement)
        with serving(mine):
            single = one_by_one(mine, theirs, agreement)
            statements = bulk(mine, theirs, agreement)
            quiet = idle(mine, theirs)
    for node in (mine, theirs):
        connections[node.env.database].close()
    return {
        "one_message_p50_ms": round(single[len(single) // 2], 1),
        "one_message_p99_ms": round(single[int(len(single) * 0.99)], 1),
        "in_flight_per_second": round(rate, 1),
        "bulk_statements_per_second": round(statements),
        "idle": quiet,
    }


def on_postgresql(folder: Path) -> dict[str, Any]:
    """The same on a PostgreSQL of this machine; durable, as a node asserts it."""
    try:
        server = postgresql.start()
    except (OSError, RuntimeError, FileNotFoundError):
        return {"missing": "PostgreSQL is not installed"}
    try:
        for name in ("one", "two"):
            postgresql.execute(server.port, f"CREATE DATABASE {name}")
        entries = [postgresql.entry(server.port, name) for name in ("one", "two")]
        said = [
            {name.lower(): entry[name] for name in ("HOST", "USER", "NAME")}
            | {"port": int(str(entry["PORT"]))}
            for entry in entries
        ]
        return ours("postgresql", folder, said)
    finally:
        server.stop()


def main() -> None:
    quality: dict[str, Any] = {"in_flight": _synapse.IN_FLIGHT, "bulk_statements": BULK}
    missing = []
    with tempfile.TemporaryDirectory() as folder:
        quality["sqlite"] = ours("sqlite", Path(folder), [{}, {}])
        if not os.environ.get("PASSERELLE_BENCH_SQLITE_ALONE"):
            quality["postgresql"] = on_postgresql(Path(folder))
    peer: dict[str, float] | None = None
    if python := os.environ.get("PASSERELLE_SYNAPSE"):
        peer = _synapse.measured(python, SINGLE // 2, 100)
        quality["synapse"] = {name: round(value, 1) for name, value in peer.items()}
    else:
        missing.append("Synapse: PASSERELLE_SYNAPSE names no Python that has it")
    if python := os.environ.get("PASSERELLE_MEDALLION"):
        rate = _medallion.measured(python, OBJECTS)
        quality["medallion_objects_per_second"] = round(rate)
        quality["bulk_ratio"] = round(quality["sqlite"]["bulk_statements_per_second"] / rate, 2)
    else:
        missing.append("medallion: PASSERELLE_MEDALLION names no Python that has it")
    if peer:
        quality["one_message_ratio"] = round(peer["p50_ms"] / quality["sqlite"]["one_message_p50_ms"], 1)
    if missing:
        quality["missing"] = "; ".join(missing)
    rate = quality["sqlite"]["in_flight_per_second"]
    line = {
        "name": "exchange",
        "unit": "messages/s",
        "ours": rate,
        "peer": peer and round(peer["per_second"], 1),
        "peer_name": "matrix-synapse",
        "ratio": round(rate / peer["per_second"], 1) if peer else None,
        "n": MANY,
        "quality": quality,
        "versions": {"python": platform.python_version()},
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
