"""The process that reads a ledger: no keys, no network, limits, and nothing but lines of JSON out."""

from __future__ import annotations

import codecs
import importlib
import json
import os
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from passerelle.engines.confinement import confine
from passerelle.engines.intake_worker import CODECS, ZIP
from passerelle.errors import PasserelleError
from passerelle.formats.ledger_form import LedgerForm, form_of, read
from passerelle.formats.ledger_guess import likely_sheet, outline
from passerelle.formats.ledger_mapping import ENCODINGS, LedgerMapping
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.source import GZIP, opened
from passerelle.formats.statement_check import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

ROW, BAD, PROBLEM, OUTLINE, REFUSED, END = "row", "bad", "problem", "outline", "refused", "end"
HEAD = 4096


def main() -> None:
    """The request on standard input is read, and answered on standard output."""
    assert CODECS
    # After confinement no module is found on any disk, and an encoding is one.
    for name in ENCODINGS:
        codecs.lookup(name)
    asked = json.loads(sys.stdin.read())
    # After confinement the library of workbooks is found on no disk; what is packed may be a workbook.
    if os.pread(asked["file"], len(ZIP), 0).startswith((ZIP, GZIP)):
        importlib.import_module("passerelle.formats.xlsx_table")
    confine()
    try:
        (_look if asked["look"] else _read)(asked)
    except PasserelleError as error:
        _send(REFUSED, str(error))
    except MemoryError:
        _send(REFUSED, "the file needs more memory than a reader may have; split it")
    _send(END)
    sys.stdout.flush()


def _look(asked: dict[str, Any]) -> None:
    file = asked["file"]
    said = LedgerMapping(**asked["mapping"]) if asked["mapping"] else LedgerMapping(time="")
    form = form_of(opened(_FromStart(file)).head(HEAD))
    if form is not LedgerForm.TABLE:
        _send(OUTLINE, form, [], [], {}, [])
        return
    sheet, sheets = likely_sheet(lambda: _FromStart(file), said.sheet)
    found = outline(_FromStart(file), replace(said, sheet=sheet), sheets)
    _send(OUTLINE, form, found.header, found.samples, found.proposal, found.sheets)


class _FromStart:
    """The file from its beginning, however often it is read."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._at = 0

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""
        piece = os.pread(self._file, size, self._at)
        self._at += len(piece)
        return piece


def _read(asked: dict[str, Any]) -> None:
    mapping = LedgerMapping(**asked["mapping"]) if asked["mapping"] else None
    for item in read(os.fdopen(asked["file"], "rb"), None, mapping):
        match item:
            case LedgerRow():
                values = asdict(item)
                _send(ROW, {**values, "amount": str(item.amount), "time": item.time.isoformat()})
            case BadRow():
                _send(BAD, asdict(item))
            case Problem():
                _send(PROBLEM, asdict(item))


def _send(*parts: Any, write: Callable[[str], object] = sys.stdout.write) -> None:
    write(json.dumps(parts, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
