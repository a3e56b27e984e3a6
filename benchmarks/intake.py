"""Entities read and cleaned a second: our reader beside followthemoney's make_entity and clean.

The same lines of the EU list go through both, from the bytes; `quality` says
how many entities have equal cleaned values, and how the other lists are
accounted for at which speed.
"""

from __future__ import annotations

import gc
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
        result = None
        gc.collect()
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


def others(model: Any) -> dict[str, object]:
    """Each list from its publisher's file; and its entities as lines, which is all that the peer reads."""
    found: dict[str, object] = {}
    for name in OTHERS:
        packed = (data() / name).read_bytes()
        seconds, items = best(lambda packed=packed: list(read(Request(source=Pieces([packed])))))
        drafts = [item for item in items if isinstance(item, Draft)]
        taken = sum(item.records for item in drafts)
        line: dict[str, object] = {"taken": taken, "explained": len(items) - len(drafts)}
        line["records_per_second"] = round(taken / seconds)
        line["drafts_per_second"] = round(len(drafts) / seconds)
        if model:
            text = b"".join(ftm_json.write(drafts))
            mine, peer, count = turns(text, model)
            line["as_lines"] = {
                "ours": round(count / mine),
                "peer": round(count / peer),
                "ratio": round(peer / mine, 2),
                "list_read_to_peer_lines": round(peer / seconds, 2),
            }
        found[name] = line
    return found


def turns(text: bytes, model: Any) -> tuple[float, float, int]:
    """Turn by turn, so that a busy moment of the machine falls on both, and nothing of a turn is kept."""
    theirs(text[:1000].rsplit(b"\n", 1)[0], model)
    mine, peer = [], []
    for _ in range(ROUNDS):
        mine.append(best(lambda: ours(text), 1)[0])
        peer.append(best(lambda: theirs(text, model), 1)[0])
    return min(mine), min(peer), len(ours(text))


def library() -> tuple[Any, str]:
    """The peer's model and version, or nothing where it is not installed."""
    try:
        model = importlib.import_module("followthemoney").model
    except ImportError:
        return None, ""
    return model, importlib.metadata.version("followthemoney")


def main() -> None:
    model, version = library()
    line: dict[str, Any] = {
        "name": "intake",
        "unit": "entities/s",
        "ours": None,
        "peer": None,
        "peer_name": "followthemoney make_entity + clean",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version(), "followthemoney": version},
    }
    if not (data() / EU).is_file():
        line["quality"] = {"missing": "the lists: set PASSERELLE_DATA"}
    elif not model:
        text = gzip.decompress((data() / EU).read_bytes())
        seconds, drafts = best(lambda: ours(text))
        line.update(n=len(drafts), ours=round(len(drafts) / seconds))
        line["quality"] = {**others(None), "missing": "the peer: uv sync --group peers"}
    else:
        text = gzip.decompress((data() / EU).read_bytes())
        seconds, peer, count = turns(text, model)
        line.update(n=count, ours=round(count / seconds), peer=round(count / peer))
        line["ratio"] = round(peer / seconds, 2)
        same = sum(map(equal, ours(text), theirs(text, model)))
        line["quality"] = {"entities_with_equal_values": same, **others(model)}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
