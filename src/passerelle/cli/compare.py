"""`passerelle compare PAIRS.csv`: two names a row, how near they are and why; nothing is stored."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.name_table import NameTable

if TYPE_CHECKING:
    import argparse

NEEDED = ("name1", "name2")
SAME = {True: "same name", False: "not the same name"}
NOTE = "The same name is not the same person: compare date of birth, place and documents."


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "file",
        metavar="PAIRS.csv",
        type=Path,
        help="a table with the columns name1 and name2, and schema if there is one; plain or gzipped",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, one for each pair")


def run(options: argparse.Namespace) -> int:
    """Zero when there was a pair to compare."""
    from passerelle.matching.name.comparison import compare_names

    table = NameTable(options.file, NEEDED)
    taken = 0
    for row in table.rows():
        left, right = (row.values.get(column, "") for column in NEEDED)
        if row.fault:
            line: dict[str, object] = {"score": 0.0, "same": False, "why": f"Not compared: {row.fault}."}
        else:
            taken += 1
            found = compare_names(left.strip(), right.strip(), row.values.get("schema", "").strip())
            line = {"score": round(found.score, 4), "same": found.same, "why": found.why}
        if options.json:
            sys.stdout.write(json.dumps({"name1": left, "name2": right, **line}, ensure_ascii=False) + "\n")
        elif not row.fault:
            print(f"{left}  |  {right}\n    {SAME[found.same]} ({found.score:.2f}): {found.why}")
    table.account(taken)
    if not options.json:
        print(NOTE if taken else "there is no pair in the file")
    return 0 if taken else 1
