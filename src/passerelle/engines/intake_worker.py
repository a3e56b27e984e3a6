"""The process that reads a foreign file: no keys, no network, limits, and nothing but lines of JSON out.

It is given open descriptors and never a path. Its first line says what it
could drop, its last line that it came to the end.
"""

from __future__ import annotations

import encodings.cp437
import encodings.cp1252
import importlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Draft, Explained
from passerelle.core.vocabulary import schemata
from passerelle.engines.confinement import confine
from passerelle.formats.mapping import read_mapping
from passerelle.formats.reading import Request, read
from passerelle.formats.source import GZIP

if TYPE_CHECKING:
    from collections.abc import Callable

# No file can be opened after confinement, so the codecs of text and of archives are in memory before.
CODECS = (encodings.cp1252, encodings.cp437)
ZIP = b"PK\x03\x04"
DRAFT, EXPLAINED, DROPPED, END = "draft", "explained", "dropped", "end"


def main() -> None:
    """The request on standard input is read, and answered on standard output."""
    asked = json.loads(sys.stdin.read())
    schemata()  # the vocabulary is a file too, and is in memory from here on
    if _may_be_workbook(asked):
        importlib.import_module("passerelle.formats.xlsx_table")
    _send(DROPPED, list(confine()))
    line = 0
    try:
        for item in read(_request(asked)):
            line = item.line
            _answer(item)
    except MemoryError:
        _send(EXPLAINED, line, "the file needs more memory than a reader may have; split it", "")
    _send(END)
    sys.stdout.flush()


def _may_be_workbook(asked: dict[str, Any]) -> bool:
    """True where the library of workbooks may be needed: it is found on no disk after confinement."""
    if asked["mapping"] and read_mapping(asked["mapping"]).format == "xlsx":
        return True
    head = os.pread(asked["files"]["source"], len(ZIP), 0)
    return bool(asked["recognise"]) and (head == ZIP or head.startswith(GZIP))


def _request(asked: dict[str, Any]) -> Request:
    opened = {part: os.fdopen(number, "rb") for part, number in asked["files"].items()}
    mapping = read_mapping(asked["mapping"]) if asked["mapping"] else None
    return Request(format=asked["format"], mapping=mapping, recognise=asked["recognise"], **opened)


def _answer(item: Draft | Explained) -> None:
    match item:
        case Explained():
            _send(EXPLAINED, item.line, item.reason, item.part)
        case Draft():
            facts = [[fact.prop, fact.value, fact.language, fact.original] for fact in item.facts]
            parts = (item.publisher_id, item.schema, item.line, facts, item.records, item.left)
            _send(DRAFT, *parts, item.category or "")


def _send(*parts: Any, write: Callable[[str], object] = sys.stdout.write) -> None:
    write(json.dumps(parts, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
