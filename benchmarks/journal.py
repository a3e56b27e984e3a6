"""Durable appends in batches, and proofs, beside pymerkle's SQLite store where it is installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db import transaction  # noqa: E402 - same

from passerelle.config import database  # noqa: E402 - same
from passerelle.protocol.journal import leaf_hash, verify_inclusion  # noqa: E402 - same
from passerelle.store import journal  # noqa: E402 - same
from passerelle.store.verification import Verified, verify  # noqa: E402 - same

LEAVES = int(os.environ.get("LEAVES", "100000"))
BATCH = 1_000
PROOFS = 1_000
PEER_LEAVES = 2_000


def content(number: int) -> bytes:
    return b'{"act":"consultation","number":%d,"padding":"%s"}' % (number, b"x" * 300)


def ours(folder: Path) -> dict[str, float]:
    """Appends, proofs and verified entries a second, on SQLite with synchronous=FULL."""
    database.register("journal", database.sqlite(folder / "journal.db"))
    call_command("migrate", database="journal", verbosity=0)
    begun = time.perf_counter()
    for start in range(0, LEAVES, BATCH):
        with transaction.atomic(using="journal"):
            journal.append("journal", [content(number) for number in range(start, start + BATCH)])
    appended = time.perf_counter()
    head = journal.head("journal")
    for place in range(PROOFS):
        position = place * (LEAVES // PROOFS)
        proof = journal.inclusion("journal", position, head.size)
        assert verify_inclusion(leaf_hash(content(position)), position, head.size, proof, head.root)
    proved = time.perf_counter()
    assert isinstance(verify("journal"), Verified)
    verified = time.perf_counter()
    return {
        "appends": LEAVES / (appended - begun),
        "proofs": PROOFS / (proved - appended),
        "verified": LEAVES / (verified - proved),
    }


def peer(folder: Path) -> dict[str, float] | None:
    """The same of pymerkle, which commits each entry; None where it is not installed."""
    try:
        pymerkle: Any = importlib.import_module("pymerkle")
    except ImportError:
        return None
    tree = pymerkle.SqliteTree(str(folder / "peer.db"))
    begun = time.perf_counter()
    for number in range(PEER_LEAVES):
        tree.append_entry(content(number))
    appended = time.perf_counter()
    for place in range(100):
        tree.prove_inclusion(1 + place * (PEER_LEAVES // 100))
    return {
        "appends": PEER_LEAVES / (appended - begun),
        "proofs": 100 / (time.perf_counter() - appended),
    }


def main() -> None:
    """One line of JSON."""
    with tempfile.TemporaryDirectory() as name:
        mine, theirs = ours(Path(name)), peer(Path(name))
        database.forget("journal")
    line: dict[str, object] = {
        "name": "journal-append",
        "unit": "durable appends/s, in batches of 1000",
        "ours": round(mine["appends"]),
        "peer": round(theirs["appends"]) if theirs else None,
        "peer_name": "pymerkle SqliteTree" if theirs else "pymerkle is not installed",
        "ratio": round(mine["appends"] / theirs["appends"], 1) if theirs else None,
        "n": LEAVES,
        "quality": {
            "proofs_per_second": round(mine["proofs"]),
            "peer_proofs_per_second": round(theirs["proofs"]) if theirs else None,
            "verified_entries_per_second": round(mine["verified"]),
        },
        "versions": {"python": sys.version.split()[0], "django": django.__version__},
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
