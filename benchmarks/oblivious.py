"""Hit / no-hit: masking beside openmined-psi, a day's change beside from zero, one question to a large index.

Masking is CPU time on one core, both in turn so that a busy machine slows
both; and the clock with both cores, theirs in two processes. The change goes
through the index as an import does. The question goes over mutual TLS to a
running node whose index holds PASSERELLE_BENCH_KEYS keys (ten million; about
170 bytes of disk a key): from the first byte sent to the last byte received of an answer that is
durable and journalled at the asked node. PASSERELLE_BENCH_PAIRS pairs of questions, one about a key
that is held and one about a key that is not, in an order that chance decides, show whether the
instant of an answer tells which: the median of the differences and its 95 % interval by bootstrap.
"""

from __future__ import annotations

import http.client
import importlib
import importlib.metadata
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
import django

django.setup()

from django.db import connections  # noqa: E402 - needs Django set up
from tests.casework.world import marking  # noqa: E402 - same
from tests.gate.station import found, running  # noqa: E402 - same
from tests.simulator.node import TERMS, Node, agree, introduce  # noqa: E402 - same

from passerelle.casework import asked, asking  # noqa: E402 - same
from passerelle.casework.indexing import index  # noqa: E402 - same
from passerelle.casework.posting import Post, due  # noqa: E402 - same
from passerelle.casework.settling import settle  # noqa: E402 - same
from passerelle.gate.tls import client_context  # noqa: E402 - same
from passerelle.protocol.bucket import AnswerKey  # noqa: E402 - same
from passerelle.store.subjects import Subject  # noqa: E402 - same

KEYS = int(os.environ.get("PASSERELLE_BENCH_KEYS", "10000000"))
BITS = 18
MASKED = 4_000
TURNS = 5
PEOPLE = 10_000
QUESTIONS = 60
PAIRS = int(os.environ.get("PASSERELLE_BENCH_PAIRS", "100"))
RESAMPLES = 2_000
HELD, ABSENT, NEUTRAL = "+33612345678", "+33612345600", "+33612345611"
WARMING = 10
PEER = "openmined-psi"
FILL = """
WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < %s)
INSERT INTO store_matchkey (digest, kind, entity, askable, bucket, masked)
SELECT randomblob(16), 'phone', %s, 1, random() & 4294967295, randomblob(16) FROM one
"""
INDEXES = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'store_matchkey' AND type = 'index'"


def texts(count: int) -> list[str]:
    return [f"phone:+336{number:08d}" for number in range(count)]


def ours(count: int) -> None:
    AnswerKey.of(bytes(range(32))).entries(text.encode() for text in texts(count))


def theirs(count: int) -> None:
    psi: Any = importlib.import_module("private_set_intersection.python")
    reveal_intersection = False
    server = psi.server.CreateWithNewKey(reveal_intersection)
    server.CreateSetupMessage(1e-9, count, texts(count), psi.DataStructure.BLOOM_FILTER)


def rate(work: Any, clock: Any = time.process_time) -> float:
    start = clock()
    work()
    return MASKED / float(clock() - start)


def masking() -> dict[str, Any]:
    try:
        importlib.import_module("private_set_intersection.python")
    except ImportError:
        return {
            "ours": statistics.median(rate(lambda: ours(MASKED)) for _ in range(TURNS)),
            "peer": None,
            "missing": "the peer: uv sync --group peers",
        }
    turns = [(rate(lambda: ours(MASKED)), rate(lambda: theirs(MASKED))) for _ in range(TURNS)]
    half = [MASKED // 2] * 2
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2) as processes:
        list(processes.map(theirs, [1, 1]))
        both = [
            (
                rate(lambda: list(threads.map(ours, half)), time.perf_counter),
                rate(lambda: list(processes.map(theirs, half)), time.perf_counter),
            )
            for _ in range(TURNS)
        ]
    return {
        "ours": statistics.median(one for one, _ in turns),
        "peer": statistics.median(two for _, two in turns),
        "ratio": statistics.median(one / two for one, two in turns),
        "two_cores": statistics.median(one for one, _ in both),
        "two_cores_ratio": statistics.median(one / two for one, two in both),
    }


def person(number: int, operator: int, mark: Any) -> Subject:
    facts = (("phone", f"+33{operator}{number:08d}"),)
    return Subject(f"e{number}", "Person", facts, (), (mark,), protected=False)


def change(node: Node) -> dict[str, Any]:
    mark = marking(node.env)
    people = [person(number, 6, mark) for number in range(PEOPLE)]
    changed = [person(number, 7, mark) for number in range(0, PEOPLE, 100)]
    start = time.process_time()
    index(node.env, people, today=date(2026, 3, 2))
    whole = time.process_time() - start
    start = time.process_time()
    index(node.env, changed, today=date(2026, 3, 2))
    part = time.process_time() - start
    return {"people": PEOPLE, "changed": len(changed), "times_faster": round(whole / part, 1)}


def fill(node: Node, holder: str) -> None:
    """Rows as they would be for other keys: what the function gives is chance to whoever does not ask it."""
    with connections[node.env.database].cursor() as cursor:
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(FILL, [KEYS, holder])
        for _, sql in indexes:
            cursor.execute(sql)


class Line:
    """One kept connection to a node, as the outbox worker keeps it, that counts the bytes of its bodies."""

    def __init__(self, mine: Node, post: Post) -> None:
        keys = mine.env.folder.path / "keys"  # type: ignore[union-attr]
        context = client_context(keys / "tls.crt", keys / "tls.key", post.certificate)
        place = urlsplit(post.address)
        self.line = http.client.HTTPSConnection(str(place.hostname), place.port, context=context)

    def carry(self, wire: bytes) -> bytes:
        """The reply to an envelope."""
        self.line.request("POST", "/envelopes", wire, {"Content-Type": "application/octet-stream"})
        return self.line.getresponse().read()


class Asking:
    """One officer who asks about one number after the other, and the line to the asked node."""

    def __init__(self, mine: Node, other: Node, agreement: str) -> None:
        self.mine, self.other, self.agreement = mine, other, agreement
        self.line: Line | None = None

    def ask(self, number: str) -> tuple[float, int]:
        """Milliseconds until the answer was there, and the bytes of question and answer."""
        env, access = self.mine.env, self.mine.access()
        key = f"phone:{number}"
        (one,) = asking.ask(env, access, keys=[key], partner=self.other.id, agreement=self.agreement)
        (post,) = due(env, frozenset(), 8)
        self.line = self.line or Line(self.mine, post)
        start = time.perf_counter()
        reply = self.line.carry(post.wire)
        took = (time.perf_counter() - start) * 1_000
        settle(env, post, reply)
        view = asked.answer_view(env, access, one)
        assert view.state == "received"
        assert bool(view.hits) is (number == HELD)
        return took, len(post.wire) + len(reply)


def question(mine: Node, other: Node) -> dict[str, Any]:
    terms = TERMS.replace("bucket_bits = 4", f"bucket_bits = {BITS}")
    agreement = agree(mine, other, per_day=100_000, terms=terms).id
    mine.person("Ivo Marten", HELD)
    mine.person("Ruta Selm", ABSENT)
    mine.person("Tilo Brandt", NEUTRAL)
    holder, _ = other.person("Ivo Marten", HELD)
    fill(other, holder)
    asker = Asking(mine, other, agreement)
    with running(other):
        found = [asker.ask(HELD) for _ in range(WARMING + QUESTIONS)][WARMING:]
        timing = pairs(asker)
    rest = sorted(took for took, _ in found)
    return {
        "keys_held": KEYS,
        "bucket_bits": BITS,
        "p50_ms": round(statistics.median(rest), 1),
        "p99_ms": round(rest[int(len(rest) * 0.99)], 1),
        "wire_bytes": max(size for _, size in found),
        "sizes_seen": len({size for _, size in found}),
        "timing": timing,
    }


def pairs(asker: Asking) -> dict[str, Any]:
    chance = random.Random(1)
    differences = []
    for _ in range(PAIRS):
        order = [HELD, ABSENT]
        chance.shuffle(order)
        took = {}
        for number in order:
            # What the asker does with a hit is felt by whatever it asks next: that is never measured.
            asker.ask(NEUTRAL)
            took[number] = asker.ask(number)[0]
        differences.append((took[HELD] - took[ABSENT]) * 1_000)
    medians = sorted(
        statistics.median(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLES)
    )
    return {
        "pairs": PAIRS,
        "median_us": round(statistics.median(differences), 1),
        "low_us": round(medians[int(RESAMPLES * 0.025)], 1),
        "high_us": round(medians[int(RESAMPLES * 0.975)], 1),
    }


def main() -> None:
    masked = masking()
    with tempfile.TemporaryDirectory() as folder:
        mine, other = found(Path(folder) / "a", "Oberland"), found(Path(folder) / "b", "Unterland")
        introduce(mine, other)
        changed = change(mine)
        one = question(mine, other)
    versions = {"python": platform.python_version()}
    quality: dict[str, Any] = {"day_of_change": changed, "one_question": one}
    if "ratio" in masked:
        versions[PEER] = importlib.metadata.version(PEER.replace("-", "_"))
        quality["two_cores"] = round(masked["two_cores"])
        quality["two_cores_ratio"] = round(masked["two_cores_ratio"], 2)
    else:
        quality["missing"] = masked["missing"]
    line = {
        "name": "oblivious",
        "unit": "keys/s/core",
        "ours": round(masked["ours"]),
        "peer": masked["peer"] and round(masked["peer"]),
        "peer_name": PEER,
        "ratio": round(masked["ratio"], 2) if "ratio" in masked else None,
        "n": MASKED,
        "quality": quality,
        "versions": versions,
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
