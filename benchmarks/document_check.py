"""Zones checked and chips verified a second: our check beside the `mrz` package on the same zones.

Specimens of every format the package reads go through both. `quality` says how
many shared zones have the right digits in each, and our speed on chips.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import json
import os
import platform
import time
from datetime import date
from pathlib import Path
from typing import Any

from passerelle.documents.chip.master_list import read as master_list
from passerelle.documents.chip.trust_store import store
from passerelle.documents.chip.verification import verify
from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.digit import digit

ROUNDS = 3
REPEATS = 60
TODAY = date(2024, 1, 1)
CHECKERS = {"TD1": "td1.TD1", "TD2": "td2.TD2", "TD3": "td3.TD3", "MRV-A": "mrva.MRVA", "MRV-B": "mrvb.MRVB"}
HASHES = {
    "number": "document_number_hash",
    "birth": "birth_date_hash",
    "expiry": "expiry_date_hash",
    "personal": "optional_data_hash",
    "composite": "final_hash",
}


def data() -> Path:
    root = os.environ.get("PASSERELLE_DATA", str(Path(__file__).parents[1] / ".." / "shared" / "data"))
    return Path(root) / "documents"


def best(work: Any) -> float:
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def right(vector: Any) -> bool:
    found = {one.name.value: one.ok for one in check("\n".join(vector["lines"]), TODAY).checks}
    return all(found[name] == ok for name, ok in vector["check_digits"].items())


def distinct(count: int) -> list[str]:
    """Passports of which no two are alike, so that nothing was met before."""
    found = []
    for number in range(count):
        serial = f"X{number:08d}"
        birth = f"{number * 7 % 100:02d}{number % 12 + 1:02d}{number % 28 + 1:02d}"
        expiry = f"{24 + number % 10:02d}{number % 11 + 1:02d}{number % 27 + 1:02d}"
        parts = [part + str(digit(part)) for part in (serial, birth, expiry)]
        second = f"{parts[0]}UTO{parts[1]}F{parts[2]}{'<' * 14}0"
        second += str(digit("".join(parts) + "<" * 14 + "0"))
        found.append(f"P<UTOERIKSSON<<ANNA<MARIA{'<' * 19}\n{second}")
    return found


def cold(texts: list[str]) -> int:
    """Zones a second where each is met once."""
    start = time.process_time()
    for text in texts:
        check(text, TODAY)
    return round(len(texts) / (time.process_time() - start))


def peers(vectors: list[Any]) -> list[tuple[Any, str, Any]]:
    made = []
    for vector in vectors:
        module, name = CHECKERS[vector["format"]].split(".")
        checker = getattr(importlib.import_module(f"mrz.checker.{module}"), f"{name}CodeChecker")
        made.append((checker, "\n".join(vector["lines"]), vector))
    return made


def theirs(checker: Any, text: str) -> None:
    # The package raises on zones that it cannot read; that is its answer.
    with contextlib.suppress(Exception):
        bool(checker(text))


def right_for(checker: Any, text: str, vector: Any) -> bool:
    try:
        found = checker(text)
        return all(bool(getattr(found, HASHES[name])) == ok for name, ok in vector["check_digits"].items())
    except Exception:  # noqa: BLE001 - whatever it raises, the answer is missing
        return False


def chips() -> dict[str, object]:
    trusted = store(master_list((data() / "csca_masterlist_de_2024-08-07.ml").read_bytes()).certificates)
    objects = [file.read_bytes() for file in sorted((data() / "sod").glob("gmrtd*.bin"))]
    seconds = best(lambda: [verify(one, {}, trusted, TODAY) for one in objects for _ in range(10)])
    return {"chips_per_second": round(10 * len(objects) / seconds), "authorities": len(trusted.certificates)}


def main() -> None:
    line: dict[str, Any] = {
        "name": "document_check",
        "unit": "zones/s",
        "ours": None,
        "peer": None,
        "peer_name": "mrz CodeChecker",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version()},
    }
    if not (data() / "mrz_vectors.json").is_file():
        line["quality"] = {"missing": "the shared zones: set PASSERELLE_DATA"}
        print(json.dumps(line))
        return
    vectors = json.loads((data() / "mrz_vectors.json").read_text(encoding="utf-8"))
    agreeing = [one for one in vectors if all(one["check_digits"].values())]
    texts = ["\n".join(one["lines"]) for one in agreeing]
    count = REPEATS * len(texts)
    met_once = cold(distinct(20_000))
    ours = best(lambda: [check(text, TODAY) for text in texts for _ in range(REPEATS)])
    line.update(n=count, ours=round(count / ours))
    line["quality"] = {"zones": len(vectors), "ours_right": sum(map(right, vectors)), **chips()}
    line["quality"]["distinct_zones_per_second"] = met_once
    try:
        line["versions"]["mrz"] = importlib.metadata.version("mrz")
    except importlib.metadata.PackageNotFoundError:
        line["quality"]["missing"] = "the peer: uv sync --group peers"
    else:
        cases = peers(agreeing)
        peer = best(lambda: [theirs(checker, text) for checker, text, _ in cases for _ in range(REPEATS)])
        line.update(peer=round(count / peer), ratio=round(peer / ours, 2))
        line["quality"]["peer_right"] = sum(right_for(*case) for case in peers(vectors))
    print(json.dumps(line))


if __name__ == "__main__":
    main()
