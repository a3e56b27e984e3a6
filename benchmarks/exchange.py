"""One release between two real nodes on loopback: durable at both, and how many a second.

A message counts from just before the commit of its outbox row to the commit
of its receipt: signed, sealed, posted over mutual TLS, opened, judged, stored,
journalled and receipted on the way. No peer that does all of this is runnable
here.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
import django

django.setup()

from tests.gate.station import found, running  # noqa: E402 - same
from tests.simulator.node import Node, agree, introduce  # noqa: E402 - same

from passerelle.casework import sharing  # noqa: E402 - needs Django set up
from passerelle.store.models import Disclosure, Outbox  # noqa: E402 - same

SINGLE = 40
BATCH = 200


def release(mine: Node, theirs: Node, agreement: str, number: int) -> None:
    entity, _ = mine.person(f"Ivo Marten {number}", f"+336{number:08d}")
    sharing.release(mine.env, mine.access(), entities=[entity], recipients=[theirs.id], agreement=agreement)


def settle(mine: Node) -> None:
    while Outbox.objects.using(mine.env.database).filter(state="pending").exists():
        time.sleep(0.005)


def latencies(mine: Node, first: int) -> list[float]:
    rows = Disclosure.objects.using(mine.env.database).order_by("id")[first:]
    return sorted((row.received_at - row.at).total_seconds() * 1_000 for row in rows if row.received_at)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        mine, theirs = found(Path(folder) / "a", "Oberland"), found(Path(folder) / "b", "Unterland")
        introduce(mine, theirs)
        agreement = agree(mine, theirs).id
        with running(theirs):
            for number in range(BATCH):
                release(mine, theirs, agreement, number)
            with running(mine):
                settle(mine)
                ledger = Disclosure.objects.using(mine.env.database).order_by("received_at")
                times = [row.received_at for row in ledger if row.received_at]
                rate = BATCH / (times[-1] - times[0]).total_seconds()
                before = Disclosure.objects.using(mine.env.database).count()
                for number in range(BATCH, BATCH + SINGLE):
                    release(mine, theirs, agreement, number)
                    settle(mine)
                single = latencies(mine, before)
    line = {
        "name": "exchange",
        "unit": "messages/s",
        "ours": round(rate, 1),
        "peer": None,
        "peer_name": None,
        "ratio": None,
        "n": BATCH,
        "quality": {
            "in_flight": 32,
            "one_message_p50_ms": round(statistics.median(single), 1),
            "one_message_p99_ms": round(single[int(len(single) * 0.99)], 1),
            "missing": "a peer that is durable, sealed and receipted on both sides",
        },
        "versions": {"python": platform.python_version()},
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
