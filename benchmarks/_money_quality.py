"""How many known attempts the searches find in a set with background, and what share of finds is known.

The set has the attempts of AMLworld inside the unlabelled part of AMLSim. An
attempt counts as found when one pattern of its kind has at least four fifths of
its transfers. Unlabelled patterns count as wrong although nobody has looked at
them, so precision is a lower bound. A background of the size of a bank is not available.
"""

from __future__ import annotations

import collections
import csv
import gzip
import importlib.metadata
import json
import os
import platform
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from _money_attempts import invented
from passerelle.analysis.money.arranged import arranged
from passerelle.analysis.money.column import as_ledger
from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.parameter import DAY, Parameters, in_units
from passerelle.analysis.money.pattern import search
from passerelle.formats.ledger_row import LedgerRow

if TYPE_CHECKING:
    from passerelle.analysis.money.ledger import Ledger

GOAL, SHARE = 0.95, 0.8
COUNTS = f"one pattern of the kind with at least {SHARE:.0%} of the transfers"
BACKGROUNDS, SEED = (50_000, 100_000, 300_000), 101
Attempts = dict[tuple[str, str], set[int]]
Figures = dict[str, object]
CURVES = {
    Kind.FAN_IN: ("fan", (3, 4, 5, 6, 8, 10)),
    Kind.FAN_OUT: ("fan", (3, 4, 5, 6, 8, 10)),
    Kind.CYCLE: ("cycle_within", (2 * DAY, 4 * DAY, 6 * DAY, 8 * DAY, 16 * DAY)),
    Kind.SCATTER_GATHER: ("between", (2, 3, 4, 6)),
    Kind.GATHER_SCATTER: ("gather", (3, 4, 5, 6, 8)),
    Kind.STACK: ("stack_within", (5 * DAY, 6 * DAY, 8 * DAY)),
    Kind.BIPARTITE: ("bipartite_within", (2 * DAY, 3 * DAY, 4 * DAY)),
}


def read(folder: Path) -> tuple[Ledger, int, Attempts, set[int]]:
    with gzip.open(folder / "transfers.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row(number, cells) for number, cells in enumerate(csv.DictReader(file), 1)]
    attempts: Attempts = collections.defaultdict(set)
    known = set()
    with gzip.open(folder / "truth.csv.gz", "rt", encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            known.add(int(cells["row"]))
            if cells["shape"] == "1":
                attempts[cells["kind"].lower(), cells["attempt"]].add(int(cells["row"]))
    transfers = arranged(rows)
    assert [transfer.row for transfer in transfers] == sorted(transfer.row for transfer in transfers)
    return *as_ledger(transfers), attempts, known


def row(number: int, cells: dict[str, str]) -> LedgerRow:
    return LedgerRow(
        row=number,
        line=number + 1,
        source=cells["from"],
        target=cells["to"],
        amount=Decimal(cells["amount"]),
        currency=cells["currency"],
        time=datetime.fromisoformat(cells["time"]),
        amount_given=cells["amount"],
        time_given=cells["time"],
    )


def figures(ledger: Ledger, kind: Kind, asked: Parameters, attempts: Attempts, known: set[int]) -> Figures:
    """What the search finds of this kind: recall, then precision by patterns and by transfers."""
    groups = list(search(ledger, [kind], asked))
    found = [frozenset((ledger.row[one] + 1).tolist()) for group in groups for one in group.found]
    mine = [transfers for (name, _), transfers in attempts.items() if name == kind]
    hits = sum(
        1 for transfers in mine if any(len(transfers & one) >= SHARE * len(transfers) for one in found)
    )
    mostly = sum(1 for one in found if 2 * len(one & known) >= len(one))
    listed = set().union(*found)
    return {
        "attempts": len(mine),
        "found": hits,
        "patterns": len(found),
        "precision_patterns": round(mostly / max(len(found), 1), 3),
        "precision_transfers": round(len(listed & known) / max(len(listed), 1), 3),
        "rule": groups[0].rule,
    }


def linked_only(ledger: Ledger, asked: Parameters, attempts: Attempts) -> int:
    """Attempts found without the parallel groups, which nothing ties but the time."""
    count = 0
    for kind in CURVES:
        group = next(iter(search(ledger, [kind], asked)))
        found = [frozenset((ledger.row[one] + 1).tolist()) for one in group.found]
        mine = [transfers for (name, _), transfers in attempts.items() if name == kind]
        count += sum(
            1 for transfers in mine if any(len(transfers & one) >= SHARE * len(transfers) for one in found)
        )
    return count


def on_shared(folder: Path) -> None:
    """The attempts of AMLworld inside AMLSim."""
    if not folder.is_dir():
        said("money_quality", None, 0, {"missing": "money/mixed of the shared data: set PASSERELLE_DATA"})
        return
    ledger, decimals, attempts, known = read(folder)
    asked = in_units(Parameters(), decimals)
    kinds = {str(kind): figures(ledger, kind, asked, attempts, known) for kind in CURVES}
    curves = {
        str(kind): {
            f"{name}={value}": [point["found"], point["patterns"], point["precision_patterns"]]
            for value in values
            if (point := figures(ledger, kind, replace(asked, **{name: value}), attempts, known))
        }
        for kind, (name, values) in CURVES.items()
    }
    quality = {
        "goal": GOAL,
        "without_parallel_groups": round(linked_only(ledger, asked, attempts) / len(attempts), 3),
        "counts_as_found": COUNTS,
        "background_of_a_bank": "not available",
        "kinds": kinds,
        "curves": curves,
    }
    said("money_quality", found_share(kinds), len(attempts), quality)


def on_invented() -> None:
    """Attempts and background of other seeds, in three densities: nothing was chosen on them."""
    for background in BACKGROUNDS:
        ledger, attempts, known = invented(SEED + background, background)
        kinds = {str(kind): figures(ledger, kind, Parameters(), attempts, known) for kind in CURVES}
        quality: Figures = {"goal": GOAL, "background": background, "counts_as_found": COUNTS, "kinds": kinds}
        said("money_quality_invented", found_share(kinds), len(attempts), quality)


def found_share(kinds: dict[str, Figures]) -> float:
    found, attempts = (sum(int(str(one[name])) for one in kinds.values()) for name in ("found", "attempts"))
    return round(found / attempts, 3)


def said(name: str, ours: float | None, n: int, quality: Figures) -> None:
    versions = {"python": platform.python_version(), "passerelle": importlib.metadata.version("passerelle")}
    line = {
        "name": name,
        "unit": "share of attempts found",
        "ours": ours,
        "peer": None,
        "peer_name": "none that returns the transfers of what it finds",
        "ratio": None,
        "n": n,
        "quality": quality,
        "versions": versions,
    }
    print(json.dumps(line))


def main() -> None:
    shared = os.environ.get("PASSERELLE_DATA")
    data = Path(shared) if shared else Path(__file__).parents[2] / "shared" / "data"
    on_shared(data / "money" / "mixed")
    on_invented()


if __name__ == "__main__":
    main()
