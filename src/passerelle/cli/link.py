"""`passerelle link LEFT RIGHT`: which records of two files are the same, and why; nothing is stored."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.intake import read_mapping_file
from passerelle.cli.money import AnalysisAbsentError
from passerelle.core.draft import Draft, Explained
from passerelle.engines.intake_process import read_file

if TYPE_CHECKING:
    import argparse

    from passerelle.matching.resolution.linking import Link
    from passerelle.matching.resolution.side import Gathering

SHOWN_EXPLAINED = 1_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("left", metavar="LEFT", type=Path, help="a list or a table, plain or gzipped")
    parser.add_argument("right", metavar="RIGHT", type=Path, help="the file to link it with")
    parser.add_argument(
        "--mapping",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a TOML file that maps the columns of a table; given twice, the first is for LEFT",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Zero when both files gave records."""
    try:
        from passerelle.matching.resolution.linking import link
        from passerelle.matching.resolution.side import Gathering, vocabularies
    except ModuleNotFoundError as error:
        raise AnalysisAbsentError(error.name or "numpy") from None
    mappings = [read_mapping_file(path) for path in options.mapping or [None]]
    shared = vocabularies()
    left, right = Gathering(shared), Gathering(shared)
    _read(options.left, mappings[0], left)
    _read(options.right, mappings[-1], right)
    for one in link(left.side(), right.side(), shared):
        print(json.dumps(asdict(one), ensure_ascii=False) if options.json else _sentence(one))
    return 0 if len(left) and len(right) else 1


def _read(path: Path, mapping: str, gathering: Gathering) -> None:
    """What the file says is gathered; what cannot be taken is explained on the error stream."""
    explained = 0
    for item in read_file(path, mapping=mapping, recognise=True):
        match item:
            case Draft():
                gathering.add(item)
            case Explained():
                explained += 1
                if explained <= SHOWN_EXPLAINED:
                    file = f"{path} ({item.part})" if item.part else str(path)
                    print(f"{file}: line {item.line}: {item.reason}", file=sys.stderr)
    if explained:
        print(f"{path}: {explained} records were not taken, {len(gathering)} things were.", file=sys.stderr)


def _sentence(one: Link) -> str:
    verdict = "the same" if one.same else "not the same"
    return f"{one.left}  {one.right}  {one.score:.3f}  {verdict}\n    {one.why}"
