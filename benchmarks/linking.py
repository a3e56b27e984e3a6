"""Two files linked by us and by Splink on DuckDB; on lists, by nomenklatura's logic-v2 too: CPU and F1.

Each runs as a process of its own, and its whole processor time counts, imports
and reading included. FEBRL4 has its truth in the ids. On the lists, records
are the same when they share a document number; the numbers are hidden from
everybody, and records without a shared number are left out, for nobody knows
about them. Ours is judged at its published threshold, a peer at whichever of
several does it best.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from passerelle.core.draft import Draft, Fact
from passerelle.core.values import document_number
from passerelle.formats import ftm_json
from passerelle.formats.reading import Request, read
from passerelle.matching.resolution.field import PROPERTIES, Field

LISTS = {
    "un": "un_2020-11-30.xml.gz",
    "ofac": "ofac_sdn_2024-05-03.csv.gz",
    "eu": "eu_2025-12-04.ftm.json.gz",
    "uk": "uk_conlist_2018-04-13.csv.gz",
}
COUPLES = (("un", "ofac"), ("un", "eu"), ("uk", "un"), ("ofac", "eu"), ("uk", "ofac"), ("uk", "eu"))
NUMBERS = frozenset(prop for prop, field in PROPERTIES.items() if field is Field.NUMBER)
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)
ROUNDS = 2  # of FEBRL4; the less of each counts
PEERS = Path(__file__).parent / "_linking_peer.py"
Scored = dict[tuple[str, str], float]
Truth = set[tuple[str, str]]


def data() -> Path:
    return Path(os.environ.get("PASSERELLE_DATA", str(Path(__file__).parents[1] / ".." / "shared" / "data")))


def measured(command: list[str]) -> tuple[str, float]:
    """What the process printed, and the processor time of it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(left: Path, right: Path) -> tuple[Scored, Truth, float]:
    command = [str(Path(sys.executable).parent / "passerelle"), "link", str(left), str(right), "--json"]
    text, seconds = measured(command)
    lines = [json.loads(line) for line in text.splitlines()]
    scored = {(line["left"], line["right"]): line["score"] for line in lines}
    return scored, {(line["left"], line["right"]) for line in lines if line["same"]}, seconds


def peer(name: str, left: Path, right: Path) -> tuple[Scored, float]:
    text, seconds = measured([sys.executable, str(PEERS), name, str(left), str(right)])
    rows = [json.loads(line) for line in text.splitlines()]
    return {(one, two): score for one, two, score in rows}, seconds


def f1(said: Truth, truth: Truth) -> float:
    return round(2 * len(said & truth) / max(len(said) + len(truth), 1), 4)


def best(scored: Scored, truth: Truth) -> float:
    return max(f1({pair for pair, score in scored.items() if score >= least}, truth) for least in THRESHOLDS)


def febrl(line: dict[str, object]) -> None:
    left, right = (data() / "matching" / f"febrl_dataset4{copy}.csv.gz" for copy in "ab")
    truth = {(f"rec-{number}-org", f"rec-{number}-dup-0") for number in range(5_000)}
    seconds, theirs = float("inf"), float("inf")
    # In turns, so that neither pays alone for what else the machine does, or for a first import.
    for _ in range(ROUNDS):
        _, same, took = ours(left, right)
        seconds = min(seconds, took)
        line.update(ours=round(seconds, 2), n=2 * len(truth), quality={"f1_ours": f1(same, truth)})
        if installed("splink"):
            scored, took = peer("splink-febrl", left, right)
            theirs = min(theirs, took)
            line.update(peer=round(theirs, 2), ratio=round(theirs / seconds, 2))
            line["quality"] = {"f1_ours": f1(same, truth), "f1_splink": best(scored, truth)}


def couple(one: str, two: str, folder: Path) -> dict[str, object]:
    left, right, truth = shared(one, two, folder)
    _, same, seconds = ours(left, right)
    found: dict[str, object] = {
        "pairs": len(truth),
        "f1_ours": f1(same, truth),
        "cpu_ours": round(seconds, 2),
    }
    for name in ("splink", "nomenklatura"):
        if installed(name):
            scored, theirs = peer(name, left, right)
            found.update({f"f1_{name}": best(scored, truth), f"cpu_{name}": round(theirs, 2)})
    return found


def shared(one: str, two: str, folder: Path) -> tuple[Path, Path, Truth]:
    """Both lists cut to what shares a number with the other, without numbers; and which pairs share one."""
    (left, ours_held), (right, theirs_held) = read_list(one), read_list(two)
    holders = defaultdict(set)
    for ident, numbers in theirs_held.items():
        for number in numbers:
            holders[number].add(ident)
    truth = {
        (ident, other)
        for ident, numbers in ours_held.items()
        for number in numbers
        for other in holders.get(number, ())
        if ident in left and other in right
    }
    files = []
    for side, (drafts, place) in enumerate(((left, 0), (right, 1))):
        kept = [drafts[ident] for ident in drafts if ident in {pair[place] for pair in truth}]
        files.append(folder / f"{one}-{two}-{side}.ftm.json")
        files[-1].write_bytes(b"".join(ftm_json.write(kept)))
    return files[0], files[1], truth


def read_list(name: str) -> tuple[dict[str, Draft], dict[str, set[str]]]:
    """The things of a list without their numbers, and the numbers of each."""
    held: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, list[Fact]] = defaultdict(list)
    schemata: dict[str, str] = {}
    with (data() / "lists" / LISTS[name]).open("rb") as file:
        drafts = [item for item in read(Request(source=file)) if isinstance(item, Draft)]
    for draft in drafts:
        holder = draft.first("holder") if draft.is_link else draft.publisher_id
        forms = {document_number.normal(fact.value) for fact in draft.facts if fact.prop in NUMBERS}
        held[holder] |= {form for form in forms if form}
        if not draft.is_link:
            schemata.setdefault(holder, draft.schema)
            facts[holder] += [fact for fact in draft.facts if fact.prop not in NUMBERS]
    made = {
        ident: Draft(publisher_id=ident, schema=schema, line=1, facts=tuple(facts[ident]))
        for ident, schema in schemata.items()
    }
    return made, held


def installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def main() -> None:
    names = ("passerelle", "splink", "duckdb", "nomenklatura")
    versions = {name: importlib.metadata.version(name) for name in names if installed(name)}
    line: dict[str, object] = {
        "name": "linking_febrl4",
        "unit": "CPU seconds of the whole command",
        "ours": None,
        "peer": None,
        "peer_name": "Splink on DuckDB",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version(), **versions},
    }
    lists = {**line, "name": "linking_lists", "unit": "F1, mean of the couples"}
    lists["peer_name"] = "the better of Splink and nomenklatura, each at its best threshold"
    if not (data() / "matching").is_dir():
        for each in (line, lists):
            each["quality"] = {"missing": "the shared data: set PASSERELLE_DATA"}
            print(json.dumps(each))
        return
    febrl(line)
    print(json.dumps(line), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        couples = {f"{one}-{two}": couple(one, two, Path(folder)) for one, two in COUPLES}
    lists.update(quality=couples, n=sum(int(str(each["pairs"])) for each in couples.values()))
    lists["ours"] = mean(couples, "f1_ours")
    theirs = [mean(couples, f"f1_{name}") for name in ("splink", "nomenklatura") if installed(name)]
    if theirs:
        lists.update(peer=max(theirs), ratio=round(lists["ours"] / max(theirs), 3))
    print(json.dumps(lists))


def mean(couples: dict[str, dict[str, object]], key: str) -> float:
    return round(sum(float(str(each[key])) for each in couples.values()) / len(couples), 4)


if __name__ == "__main__":
    main()
