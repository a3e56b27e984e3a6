"""Pairs of names compared a second, and how well: our matcher beside nomenklatura's logic-v2.

Speed and F1 are measured on the shared pairs, with the same texts for both, after one warming round; the peer
keeps what it computed of an entity, so the better of a first and a second round counts. Generated pairs are
made by rule in `_name_pairs.py`; alias sets across scripts come from the public lists of the EU and the UN.
"""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import json
import os
import platform
import random
import time
from pathlib import Path
from typing import Any

from _name_pairs import NamePair, generate
from passerelle.core.draft import Draft
from passerelle.engines.intake_process import read_file
from passerelle.matching.name.comparison import compare_names
from passerelle.matching.name.feature import VERSION
from passerelle.matching.name.threshold import SAME_NAME

ROUNDS = 3
REPEATS = 20
PEER_THRESHOLD = 0.7  # its own default
GENERATED = 4_000
SEED = 20_261_122
LISTS = ("eu_2026-01-24.ftm.json.gz", "un_2026-01-28.xml.gz")
NAMES = ("name", "alias", "weakAlias", "previousName")
SCRIPTS = (("\u0370", "\u03ff", "greek"), ("\u0400", "\u052f", "cyrillic"), ("\u0600", "\u06ff", "arabic"))
Pair = tuple[str, str, str, bool]


def data() -> Path:
    return Path(os.environ.get("PASSERELLE_DATA", str(Path(__file__).parents[1] / ".." / "shared" / "data")))


def shared_pairs() -> list[Pair]:
    with (data() / "matching" / "name_pairs.csv").open(encoding="utf-8") as file:
        return [(r["name1"], r["name2"], r["schema"], r["is_match"] == "true") for r in csv.DictReader(file)]


def best(work: Any) -> float:
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def measure(truth: list[bool], said: list[bool]) -> dict[str, float]:
    hits = sum(one and two for one, two in zip(truth, said, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(truth), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4)}


def ours(pairs: list[Pair]) -> list[bool]:
    return [compare_names(one, two, schema).same for one, two, schema, _ in pairs]


def peer(pairs: list[Pair]) -> tuple[float, list[bool]]:
    """Comparisons a second of logic-v2, and what it says at its own threshold."""
    algorithm = importlib.import_module("nomenklatura.matching").get_algorithm("logic-v2")
    proxy = importlib.import_module("followthemoney.proxy").EntityProxy
    config = algorithm.default_config()

    def entities(tag: str) -> list[Any]:
        return [
            [
                proxy.from_dict({"id": f"{tag}{n}{s}", "schema": p[2], "properties": {"name": [p[s]]}})
                for s in (0, 1)
            ]
            for n, p in enumerate(pairs)
        ]

    said = [algorithm.compare(one, two, config).score >= PEER_THRESHOLD for one, two in entities("w")]
    rates = []
    for number in range(ROUNDS):
        fresh = entities(f"r{number}")
        # Twice the same entities: the second round finds what it keeps of each, as ours does.
        for _ in range(2):
            start = time.process_time()
            for one, two in fresh:
                algorithm.compare(one, two, config)
            rates.append(len(pairs) / (time.process_time() - start))
    return max(rates), said


def script_of(text: str) -> str:
    for first, last, name in (
        ("\u0370", "\u03ff", "greek"),
        ("\u0400", "\u052f", "cyrillic"),
        ("\u0600", "\u06ff", "arabic"),
    ):
        if any(first <= sign <= last for sign in text):
            return name
    return "latin" if all(sign < "\u0250" or not sign.isalpha() for sign in text) else "other"


def aliases() -> list[tuple[str, dict[str, list[str]]]]:
    """Schema and names by script of every entity that has names in Latin and in another script."""
    found = []
    for name in LISTS:
        for item in read_file(data() / "lists" / name):
            if isinstance(item, Draft) and not item.is_link and item.schema != "Address":
                names: dict[str, list[str]] = {}
                for fact in item.facts:
                    if fact.prop in NAMES:
                        names.setdefault(script_of(fact.value), []).append(fact.value)
                if "latin" in names and len(names) > 1:
                    found.append((item.schema, names))
    return found


def across_scripts() -> dict[str, object]:
    """Each name in another script against the Latin names of its own entity, and of another of its kind."""
    entities, pick = aliases(), random.Random(SEED)
    counts: dict[tuple[str, str], list[int]] = {}
    for schema, names in entities:
        others = [one for one in entities if one[0] == schema and one[1] is not names]
        kind = "persons" if schema == "Person" else "bodies, mostly translated"
        for script in ("cyrillic", "arabic", "greek"):
            for alias in names.get(script, []):
                stranger = pick.choice(others)[1]["latin"]
                count = counts.setdefault((kind, script), [0, 0, 0])
                count[0] += 1
                count[1] += any(compare_names(alias, latin, schema).same for latin in names["latin"])
                count[2] += any(compare_names(alias, latin, schema).same for latin in stranger)
    found: dict[str, object] = {}
    for kind in sorted({one for one, _ in counts}):
        of_kind = {script: count for (one, script), count in sorted(counts.items()) if one == kind}
        total, right, wrong = (sum(one) for one in zip(*of_kind.values(), strict=True))
        found[kind] = {
            "recall": round(right / total, 4),
            "precision": round(right / (right + wrong), 4),
            **{script: f"{one[1]} of {one[0]}, {one[2]} strangers" for script, one in of_kind.items()},
        }
    return found


def by_kind(pairs: list[NamePair]) -> dict[str, str]:
    """How many of each kind of pair are told rightly, different ones first."""
    counts: dict[tuple[bool, str], list[int]] = {}
    for pair in pairs:
        count = counts.setdefault((pair.same, pair.kind), [0, 0])
        count[0] += compare_names(pair.name1, pair.name2, pair.schema).same == pair.same
        count[1] += 1
    return {
        f"{'same' if same else 'different'}: {kind}": f"{right} of {total}"
        for (same, kind), (right, total) in sorted(counts.items())
    }


def main() -> None:
    line: dict[str, Any] = {
        "name": "names",
        "unit": "comparisons/s",
        "ours": None,
        "peer": None,
        "peer_name": "nomenklatura logic-v2",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version(), "matcher": VERSION},
    }
    pairs_made = generate(SEED, GENERATED)
    made = [(p.name1, p.name2, p.schema, p.same) for p in pairs_made]
    line["quality"] = {"threshold": SAME_NAME, "generated": measure([p[3] for p in made], ours(made))}
    line["quality"]["generated_by_kind"] = by_kind(pairs_made)
    pairs = made
    if (data() / "matching" / "name_pairs.csv").is_file():
        pairs = shared_pairs()
        line["quality"]["shared"] = measure([p[3] for p in pairs], ours(pairs))
        line["quality"]["across_scripts"] = across_scripts()
    else:
        line["quality"]["missing"] = "the shared pairs: set PASSERELLE_DATA"
    ours(pairs)
    rate = REPEATS * len(pairs) / best(lambda: [ours(pairs) for _ in range(REPEATS)])
    line.update(n=len(pairs), ours=round(rate))
    try:
        line["versions"]["nomenklatura"] = importlib.metadata.version("nomenklatura")
    except importlib.metadata.PackageNotFoundError:
        line["quality"]["missing_peer"] = "uv sync --group peers"
    else:
        theirs, said = peer(pairs)
        line.update(peer=round(theirs), ratio=round(rate / theirs, 2))
        line["quality"]["peer_shared"] = measure([p[3] for p in pairs], said)
        line["quality"]["peer_generated"] = measure([p[3] for p in made], peer(made)[1])
    print(json.dumps(line))


if __name__ == "__main__":
    main()
