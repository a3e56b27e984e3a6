"""How fast statements are recorded, beside the raw driver on the same indexed table, in the same run.

Ours is everything between a draft and a durable commit but the keys: the
vocabulary's check of property and value, rule 1, recognition of what stands,
record and salt, the SHA-256 over canonical bytes, entity and origin rows, all
of the table's indexes, and the journal's line with a commitment to each
entity. The peer is handed finished rows and writes statements alone. The
oblivious masking and match keys are measured apart, as `with_keys`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
django.setup()

import psycopg  # noqa: E402 - needs Django set up
from django.core.management import call_command  # noqa: E402 - same
from django.db import connections, transaction  # noqa: E402 - same
from tests import postgresql  # noqa: E402 - same
from tests.simulator.env import SeededEnv  # noqa: E402 - same

from passerelle.casework import recording, writing  # noqa: E402 - same
from passerelle.casework.access import Access  # noqa: E402 - same
from passerelle.config import database as databases  # noqa: E402 - same
from passerelle.core.classification import Classification  # noqa: E402 - same
from passerelle.core.draft import Draft, Fact  # noqa: E402 - same
from passerelle.core.grade import Grade  # noqa: E402 - same
from passerelle.core.handling import H0  # noqa: E402 - same
from passerelle.core.marking import AssertionKind, Marking  # noqa: E402 - same
from passerelle.core.purpose import Purpose  # noqa: E402 - same
from passerelle.core.role import Role  # noqa: E402 - same
from passerelle.core.subject import SubjectCategory  # noqa: E402 - same
from passerelle.store.bulk import copy_many  # noqa: E402 - same
from passerelle.store.models import Statement  # noqa: E402 - same
from passerelle.store.recorded import COLUMNS  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
FACTS = 10


@dataclass(frozen=True, slots=True)
class Backend:
    """One kind of database: how a fresh one is made, and what its peer is called."""

    name: str
    peer: str
    version: str
    fresh: Callable[[], str]


def drafts(statements: int) -> list[Draft]:
    """Persons of ten facts each, with values of the usual lengths."""
    return [_person(number) for number in range(statements // FACTS)]


def _person(number: int) -> Draft:
    facts = (
        Fact("name", f"Given{number:06} Middle{number % 977} Family{number % 7919}"),
        Fact("alias", f"Given{number:06} Family{number % 7919}"),
        Fact("birthDate", f"19{40 + number % 60}-0{1 + number % 9}-1{number % 10}"),
        Fact("nationality", "xa"),
        Fact("gender", "male"),
        Fact("position", f"carrier of parcels between harbour {number % 40} and harbour {number % 53}"),
        Fact("address", f"Quay {number % 311}, Port {number % 29}"),
        Fact("passportNumber", f"XA{number:07}"),
        Fact("notes", f"Seen with group {number % 97} in the report of the harbour office, page {number}"),
        Fact("sourceUrl", f"https://lists.example/entry/{number}"),
    )
    return Draft(publisher_id=f"ref-{number}", schema="Person", line=number + 1, facts=facts)


def marking(owner: str) -> Marking:
    """A marking under which nothing may be asked."""
    return Marking(
        owner=owner,
        grade=Grade.of("B2"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.SUSPECT,
        purpose=Purpose.GROUP_INVESTIGATION,
        legal_basis="invented act, section 4",
        agreement="",
        review=date(2027, 1, 1),
    )


def ours(alias: str, given: list[Draft], *, keys: bool) -> float:
    """Seconds for one intake of the drafts into this database."""
    env = SeededEnv(seed=1, database=alias, folder=Path(tempfile.gettempdir()), start=START)
    access = Access(
        officer="a" * 32,
        name="Ana",
        role=Role.ANALYST,
        service=env.service,
        case="",
        reference="duty 1",
        reason="benchmark",
    )
    kept = writing.index
    if not keys:
        writing.index = lambda *_, **__: {}
    try:
        begun = time.perf_counter()
        report = recording.intake(env, access, drafts=given, dataset="list", marking=marking(env.service))
        seconds = time.perf_counter() - begun
    finally:
        writing.index = kept
    assert report.added == len(given) * FACTS
    return seconds


def rows_of(alias: str) -> list[tuple[object, ...]]:
    """The rows that ours wrote, for the peers to write again in the order in which ours did."""
    # Without an order both databases scan the table as it was filled; sorted ids would favour the peer.
    return list(Statement.objects.using(alias).values_list(*COLUMNS))


def raw(alias: str, rows: list[tuple[object, ...]]) -> float:
    """Seconds of the driver's own way for finished rows: executemany on SQLite, COPY on PostgreSQL."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return as_we_write(alias, rows)
    ready = _stored(alias, rows)
    places = ", ".join("?" for _ in COLUMNS)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    table = Statement._meta.db_table  # noqa: SLF001 - Django documents it
    begun = time.perf_counter()
    with transaction.atomic(using=alias):
        connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', ready)
    return time.perf_counter() - begun


def as_we_write(alias: str, rows: list[tuple[object, ...]]) -> float:
    """Seconds for finished rows in the way that ours has the driver take them."""
    ready = _stored(alias, rows)
    begun = time.perf_counter()
    with transaction.atomic(using=alias):
        copy_many(alias, Statement, COLUMNS, ready)  # type: ignore[arg-type] # rows read from the table
    return time.perf_counter() - begun


def _stored(alias: str, rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    stored = connections[alias].ops.adapt_datetimefield_value
    return [(*row[:-1], stored(row[-1])) for row in rows]


def bulk_create(alias: str, rows: list[tuple[object, ...]]) -> float:
    """Seconds of the object mapper's way for finished rows."""
    objects = [Statement(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    begun = time.perf_counter()
    with transaction.atomic(using=alias):
        Statement.objects.using(alias).bulk_create(objects, batch_size=1_000)
    return time.perf_counter() - begun


def measure(backend: Backend, statements: int, rounds: int) -> dict[str, object]:
    """The best of several rounds of each, in turn, each into a fresh database."""
    given = drafts(statements)
    source = backend.fresh()
    ours(source, given, keys=False)
    rows = rows_of(source)
    took: dict[str, list[float]] = {"ours": [], "raw": [], "same": [], "bulk": []}
    for _ in range(rounds):
        took["ours"].append(ours(backend.fresh(), given, keys=False))
        took["raw"].append(raw(backend.fresh(), rows))
        took["same"].append(as_we_write(backend.fresh(), rows))
        took["bulk"].append(bulk_create(backend.fresh(), rows))
    keyed = ours(backend.fresh(), given, keys=True)
    rates = {name: statements / min(seconds) for name, seconds in took.items()}
    return {
        "name": f"storage-{backend.name}",
        "unit": "statements/s",
        "ours": round(rates["ours"]),
        "peer": round(rates["raw"]),
        "peer_name": backend.peer,
        "ratio": round(rates["ours"] / rates["raw"], 2),
        "n": statements,
        "quality": {
            "bulk_create": round(rates["bulk"]),
            "ratio_to_bulk_create": round(rates["ours"] / rates["bulk"], 2),
            "ratio_to_finished_rows_our_way": round(rates["ours"] / rates["same"], 2),
            "with_keys": round(statements / keyed),
            "included": "vocabulary, rule 1, revision, hash, entities, origins, indexes, journal",
        },
        "versions": {
            "python": sys.version.split()[0],
            "django": django.__version__,
            backend.name: backend.version,
        },
    }


def sqlite_backend(folder: Path) -> Backend:
    """Files beside each other, copied from one migrated template."""
    template = folder / "template.db"
    databases.register("template", databases.sqlite(template))
    call_command("migrate", database="template", verbosity=0)
    databases.forget("template")
    made: list[str] = []

    def fresh() -> str:
        alias = f"sqlite{len(made)}"
        made.append(alias)
        shutil.copyfile(template, folder / f"{alias}.db")
        databases.register(alias, databases.sqlite(folder / f"{alias}.db"))
        return alias

    import sqlite3  # noqa: PLC0415 - the wheel that the settings put in place

    return Backend("sqlite", "pysqlite3 executemany", sqlite3.sqlite_version, fresh)


def postgresql_backend(port: int) -> Backend:
    """Databases of one server, from one migrated template."""
    postgresql.execute(port, "CREATE DATABASE benchmark_template")
    databases.register("benchmark_template", postgresql.entry(port, "benchmark_template"))
    call_command("migrate", database="benchmark_template", verbosity=0)
    databases.forget("benchmark_template")
    made: list[str] = []

    def fresh() -> str:
        alias = f"benchmark_{len(made)}"
        made.append(alias)
        postgresql.execute(port, f"CREATE DATABASE {alias} TEMPLATE benchmark_template")
        databases.register(alias, postgresql.entry(port, alias))
        return alias

    with psycopg.connect(host="127.0.0.1", port=port, user=postgresql.OWNER, dbname="postgres") as connection:
        version = str(connection.info.server_version)
    return Backend("postgresql", "psycopg COPY", version, fresh)


def main() -> None:
    """One line of JSON for each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    options = parser.parse_args()
    wanted = options.database or ["sqlite", "postgresql"]
    if "sqlite" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(sqlite_backend(Path(folder)), options.statements, options.rounds)))
            connections.close_all()
    if "postgresql" in wanted:
        server = postgresql.start()
        try:
            print(json.dumps(measure(postgresql_backend(server.port), options.statements, options.rounds)))
        finally:
            connections.close_all()
            server.stop()


if __name__ == "__main__":
    main()
