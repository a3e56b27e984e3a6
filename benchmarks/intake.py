"""Entities read and cleaned a second: our reader beside followthemoney's make_entity and clean.

The same lines of the EU list go through both, from the bytes; `quality` says
how many entities have equal cleaned values, and how the other lists are
accounted for at which speed.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.metadata
import json
import os
import platform
import time
from pathlib import Path
from typing import Any

from passerelle.core.draft import Draft
from passerelle.formats import ftm_json
from passerelle.formats.reading import Request, read
from passerelle.formats.source import Pieces, opened

ROUNDS = 4
EU = "eu_2026-01-24.ftm.json.gz"
OTHERS = ("ofac_sdn_2024-05-03.csv.gz", "un_2026-01-28.xml.gz", "uk_conlist_2018-04-13.csv.gz")


def data() -> Path:
    root = os.environ.get("PASSERELLE_DATA", str(Path(__file__).parents[1] / ".." / "shared" / "data"))
    return Path(root) / "lists"


def best(work: Any, rounds: int = ROUNDS) -> tuple[float, Any]:
    found, result = [], None
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        found.append(time.process_time() - start)
    return min(found), result


def ours(text: bytes) -> list[dict[str, list[str]]]:
    made = []
    for draft in ftm_json.read(opened(Pieces([text]))):
        assert isinstance(draft, Draft)
        made.append(draft)
    return made  # type: ignore[return-value]


def theirs(text: bytes, model: Any) -> list[Any]:
    made = []
    for line in text.splitlines():
        record = json.loads(line)
        entity = model.make_entity(record["schema"])
        entity.id = record["id"]
        for prop, values in record["properties"].items():
            entity.add(prop, values, cleaned=False)
        made.append(entity)
    return made


def equal(draft: Any, entity: Any) -> bool:
    found: dict[str, set[str]] = {}
    for fact in draft.facts:
        found.setdefault(fact.prop, set()).add(fact.value)
    return found == {name: set(values) for name, values in entity.properties.items()}


def others() -> dict[str, object]:
    found: dict[str, object] = {}
    for name in OTHERS:
        packed = (data() / name).read_bytes()
        seconds, items = best(lambda packed=packed: list(read(Request(source=Pieces([packed])))))
        taken = sum(item.records for item in items if isinstance(item, Draft))
        explained = sum(not isinstance(item, Draft) for item in items)
        found[name] = {"taken": taken, "explained": explained, "records_per_second": round(taken / seconds)}
    return found


def main() -> None:
    line: dict[str, Any] = {
        "name": "intake",
        "unit": "entities/s",
        "ours": None,
        "peer": None,
        "peer_name": "followthemoney make_entity + clean",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version()},
    }
    if not (data() / EU).is_file():
        line["quality"] = {"missing": "the lists: set PASSERELLE_DATA"}
        print(json.dumps(line))
        return
    text = gzip.decompress((data() / EU).read_bytes())
    seconds, drafts = best(lambda: ours(text))
    line.update(n=len(drafts), ours=round(len(drafts) / seconds))
    line["quality"] = others()
    try:
        model = importlib.import_module("followthemoney").model
        line["versions"]["followthemoney"] = importlib.metadata.version("followthemoney")
    except ImportError:
        line["quality"]["missing"] = "the peer: uv sync --group peers"
    else:
        theirs(text[:1000].rsplit(b"\n", 1)[0], model)
        # Turn by turn, so that a busy moment of the machine falls on both.
        turns = [
            (best(lambda: ours(text), 1)[0], *best(lambda: theirs(text, model), 1)) for _ in range(ROUNDS)
        ]
        seconds, peer, entities = min(t[0] for t in turns), min(t[1] for t in turns), turns[-1][2]
        line["ours"] = round(len(drafts) / seconds)
        same = sum(equal(draft, entity) for draft, entity in zip(drafts, entities, strict=True))
        line.update(peer=round(len(entities) / peer), ratio=round(peer / seconds, 2))
        line["quality"]["entities_with_equal_values"] = same
    print(json.dumps(line))


if __name__ == "__main__":
    main()
