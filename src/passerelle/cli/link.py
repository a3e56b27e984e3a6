"""`passerelle link LEFT RIGHT`: which records of two files are the same, and why; nothing is stored."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from passerelle.cli.given_file import given_file
from passerelle.cli.intake import read_mapping_file
from passerelle.cli.money import AnalysisAbsentError
from passerelle.core.draft import Draft, Explained
from passerelle.engines.intake_process import read_file
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from passerelle.matching.resolution.linking import Link

SHOWN_EXPLAINED = 1_000
LONGEST_MODEL = 4_000_000


class ModelAloneError(PasserelleError):
    """A model file and an engine belong together; nothing was read."""

    def __init__(self) -> None:
        super().__init__("give --model and --on together; nothing was read, learn a model with --learn first")


class ModelUnkeptError(PasserelleError):
    """The model file cannot be written; nothing was linked."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the model file cannot be written: {reason}; no pair was printed, name another file"
        )


class Taking(Protocol):
    """What takes the records of a file."""

    def __len__(self) -> int:
        """How many things there are."""

    def add(self, draft: Draft, /) -> None:
        """One more record."""


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
    parser.add_argument("--learn", type=Path, metavar="FILE", help="keep what was learnt as a model file")
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="score by a model learnt before, with --on; learn nothing"
    )
    parser.add_argument("--on", choices=["duckdb", "spark"], help="which engine scores by the model")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Zero when both files gave records."""
    if bool(options.model) != bool(options.on):
        raise ModelAloneError
    try:
        return _by_query(options) if options.model else _here(options)
    except ModuleNotFoundError as error:
        raise AnalysisAbsentError(error.name or "numpy") from None


def _here(options: argparse.Namespace) -> int:
    """Linked by our own engine, which learns from both files; what it learnt is kept where asked."""
    from passerelle.matching.resolution import model_file
    from passerelle.matching.resolution.linking import compared, links
    from passerelle.matching.resolution.shape import shape
    from passerelle.matching.resolution.side import Gathering, vocabularies

    shared = vocabularies()
    left, right = Gathering(shared), Gathering(shared)
    _read_both(options, left, right)
    found = shape(left.side(), right.side(), shared)
    if found.comparators and len(left) and len(right):
        linked = compared(found)
        if options.learn:
            _keep(options.learn, model_file.write(linked.model))
        _print(links(found, linked), as_json=options.json)
    return 0 if len(left) and len(right) else 1


def _keep(path: Path, model: str) -> None:
    try:
        path.write_text(model, encoding="utf-8")
    except OSError as error:
        raise ModelUnkeptError(error.strerror or "the system refused") from None


def _by_query(options: argparse.Namespace) -> int:
    """Scored by a model that was learnt before, as one query on the engine that was asked for."""
    from passerelle.engines.link_sql import SqlEngine, Writing, linked
    from passerelle.matching.resolution import model_file

    text = given_file(options.model, "the model file", longest=LONGEST_MODEL)
    model = model_file.read(text.decode("utf-8", "replace"))
    with tempfile.TemporaryDirectory() as folder:
        left, right = (Writing(model, Path(folder) / f"{side}.csv") for side in ("left", "right"))
        _read_both(options, left, right)
        tables = left.table(), right.table()
        if len(left) and len(right):
            _print(linked(SqlEngine(options.on), model, *tables), as_json=options.json)
    return 0 if len(left) and len(right) else 1


def _read_both(options: argparse.Namespace, left: Taking, right: Taking) -> None:
    mappings = [read_mapping_file(path) for path in options.mapping or [None]]
    _read(options.left, mappings[0], left)
    _read(options.right, mappings[-1], right)


def _print(found: Iterable[Link], *, as_json: bool) -> None:
    for one in found:
        print(_line(one) if as_json else _sentence(one))


def _read(path: Path, mapping: str, taking: Taking) -> None:
    """What the file says is gathered; what cannot be taken is explained on the error stream."""
    explained = 0
    for item in read_file(path, mapping=mapping, recognise=True):
        match item:
            case Draft():
                taking.add(item)
            case Explained():
                explained += 1
                if explained <= SHOWN_EXPLAINED:
                    file = f"{path} ({item.part})" if item.part else str(path)
                    print(f"{file}: line {item.line}: {item.reason}", file=sys.stderr)
    if explained:
        print(f"{path}: {explained} records were not taken, {len(taking)} things were.", file=sys.stderr)


def _line(one: Link) -> str:
    # `asdict` copies deeply, which a million lines would feel.
    said = {"left": one.left, "right": one.right, "score": one.score, "same": one.same, "why": one.why}
    return json.dumps(said, ensure_ascii=False)


def _sentence(one: Link) -> str:
    verdict = "the same" if one.same else "not the same"
    return f"{one.left}  {one.right}  {one.score:.3f}  {verdict}\n    {one.why}"
