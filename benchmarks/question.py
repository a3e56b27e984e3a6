"""One key put to an index of a million: blinding, answering from the tables, reading the answer."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from tests.simulator.env import SeededEnv  # noqa: E402 - same
from tests.simulator.node import TERMS, Node, agree, introduce, make_node  # noqa: E402 - same

from passerelle.casework import asked, asking  # noqa: E402 - same
from passerelle.casework.arrival import handle  # noqa: E402 - same
from passerelle.casework.posting import due  # noqa: E402 - same
from passerelle.casework.settling import settle  # noqa: E402 - same
from passerelle.config import database  # noqa: E402 - same
from passerelle.store.bulk import copy_many  # noqa: E402 - same
from passerelle.store.models import MatchKey  # noqa: E402 - same

KEYS = int(os.environ.get("PASSERELLE_BENCH_KEYS", "1000000"))
BITS = 16
ROUNDS = 30
PIECE = 20_000
COLUMNS = ("digest", "kind", "entity", "askable", "bucket", "masked")


def node(folder: Path, name: str, number: int) -> Node:
    database.register(name, database.sqlite(folder / f"{name}.db"))
    call_command("migrate", database=name, verbosity=0, interactive=False)
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return make_node(SeededEnv(seed=number, database=name, folder=folder, start=start), name)


def fill(one: Node, holder: str) -> None:
    """Rows as they would be for other keys: the function's output is chance to whoever does not ask it."""
    for first in range(0, KEYS, PIECE):
        rows = []
        for number in range(first, first + PIECE):
            digest = hashlib.sha256(str(number).encode()).digest()
            prefix = int.from_bytes(digest[16:20], "big")
            rows.append((digest[:16], "phone", holder, True, prefix, digest[16:]))
        copy_many(one.env.database, MatchKey, COLUMNS, rows)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    mine, theirs = node(folder, "Oberland", 1), node(folder, "Unterland", 2)
    introduce(mine, theirs)
    terms = TERMS.replace("bucket_bits = 4", f"bucket_bits = {BITS}")
    agreement = agree(mine, theirs, per_day=10_000, terms=terms).id
    _suspect, _ = mine.person("Ivo Marten", "+33612345678")
    holder, _ = theirs.person("Ivo Marten", "+33612345678")
    fill(theirs, holder)
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        (question,) = asking.ask(
            mine.env, mine.access(), keys=["phone:+33612345678"], partner=theirs.id, agreement=agreement
        )
        for post in due(mine.env, frozenset(), 8):
            settle(mine.env, post, handle(theirs.env, mine.id, post.wire))
        found.append((time.perf_counter() - start) * 1_000)
        assert asked.answer_view(mine.env, mine.access(), question).hits
    line = {
        "name": "question",
        "unit": "ms",
        "ours": round(statistics.median(found), 1),
        "peer": None,
        "peer_name": None,
        "ratio": None,
        "n": KEYS,
        "quality": {
            "keys": 1,
            "bits": BITS,
            "p99_ms": round(max(found), 1),
            "both_sides": "asker and asked in one process, no network",
            "missing": "a peer with an oblivious index of this size",
        },
        "versions": {"python": platform.python_version()},
    }
    print(json.dumps(line))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
