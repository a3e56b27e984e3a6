"""`passerelle screen NAMES.csv --against FILE`: which names of a table stand on a list; nothing is stored."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.name_table import NameTable
from passerelle.errors import PasserelleError
from passerelle.matching.screening.compiled import do_without

if TYPE_CHECKING:
    import argparse

    from passerelle.matching.screening.screening import Hit, Screening

COLUMNS = ("full_name", "name")
SHOWN_EXPLAINED = 1_000
FEW = 1 << 15  # bytes of a table of about a thousand names: as written they take less time than to compile
NOTE = "A hit is a name, not a person: compare date of birth, place and documents before anything follows."


class EmptyListError(PasserelleError):
    """The list holds no name, and that nobody stands on it would say nothing; nothing was screened."""

    def __init__(self) -> None:
        super().__init__("the list holds no name that can be read; nothing was screened, give another")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "file",
        metavar="NAMES.csv",
        type=Path,
        help="a table with the column full_name or name, and date_of_birth, document_number or address if "
        "there is one; plain or gzipped",
    )
    parser.add_argument(
        "--against", type=Path, required=True, metavar="FILE", help="a list or a table, plain or gzipped"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="a TOML file that maps a table's columns"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, one for each name")


def run(options: argparse.Namespace) -> int:
    """Zero when there was a name to screen."""
    if options.file.is_file() and options.file.stat().st_size <= FEW:
        do_without()
    screening = _against(options.against, options.mapping)
    table = NameTable(options.file, (), any_of=COLUMNS)
    taken = 0
    for row in table.rows():
        said = row.values
        name = next((said[column] for column in COLUMNS if said.get(column, "").strip()), "")
        hits: list[Hit] = []
        if not row.fault:
            taken += 1
            hits = _hits(screening, name.strip(), said)
        if options.json:
            sys.stdout.write(_line(name, hits))
        elif not row.fault:
            sys.stdout.write(_told(name, hits))
    table.account(taken)
    if not options.json:
        print(NOTE if taken else "there is no name in the file")
    return 0 if taken else 1


def _hits(screening: Screening, name: str, said: dict[str, str]) -> list[Hit]:
    from passerelle.matching.screening.beside import asked_marks

    document, address = said.get("document_number", "").strip(), said.get("address", "").strip()
    marks = asked_marks(document, address) if document or address else frozenset()
    return screening.hits(name, said.get("date_of_birth", ""), said.get("schema", "").strip(), marks=marks)


def _against(path: Path, mapping: Path | None) -> Screening:
    """The index of every name that the file says; raises EmptyListError where it says none."""
    from passerelle.cli.intake import read_mapping_file
    from passerelle.core.draft import Draft, Explained
    from passerelle.engines.intake_process import read_file
    from passerelle.matching.screening.listed_name import listed_names
    from passerelle.matching.screening.screening import Screening
    from passerelle.matching.screening.segment import NameRow, build

    rows: list[NameRow] = []
    explained = 0
    for item in read_file(path, mapping=read_mapping_file(mapping), recognise=True):
        match item:
            case Draft():
                rows += listed_names(item)
            case Explained(line, reason):
                explained += 1
                if explained <= SHOWN_EXPLAINED:
                    print(f"{path}: line {line}: {reason}", file=sys.stderr)
    if not rows:
        raise EmptyListError
    return Screening([build(rows)])


def _line(name: str, hits: list[Hit]) -> str:
    found = [{"id": one.id, "name": one.name, "score": one.score, "why": one.why} for one in hits]
    return json.dumps({"query": name, "hits": found}, ensure_ascii=False) + "\n"


def _told(name: str, hits: list[Hit]) -> str:
    lines = [f"{name}: {len(hits)} hits" if hits else f"{name}: no hit"]
    lines += [f"    {one.id}  {one.name}  ({one.score:.2f}): {one.why}" for one in hits]
    return "\n".join(lines) + "\n"
