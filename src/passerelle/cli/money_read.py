"""`passerelle money read` and `passerelle money map`: statements as transfers, and how a table is read."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli.money_table import (
    READ,
    explained,
    ledger_file,
    mapping_argument,
    rows_of,
    saved_mappings,
)
from passerelle.errors import PasserelleError
from passerelle.formats.ledger_form import LARGEST_TABLE, LedgerForm, form_of
from passerelle.formats.ledger_guess import likely_sheet, outline
from passerelle.formats.ledger_mapping import COLUMNS, LedgerMapping, written
from passerelle.formats.ledger_row import LedgerRow
from passerelle.formats.plain_cell import plain_cell
from passerelle.formats.source import Peekable, opened, whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from passerelle.formats.source import Source

PLACE = ("file", "row", "line")
HEADER = (*PLACE, *READ.values(), "amount_given", "time_given")
LARGEST_LOOKED_AT = 64 * 1024 * 1024


class NoTableError(PasserelleError):
    """The file needs no mapping, or has no column of dates; nothing was written."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was written")


def read_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `money read`."""
    parser.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="a statement in any form that is read, plain or gzipped; - for standard input",
    )
    mapping_argument(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, not a table")


def map_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `money map`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a table, CSV or XLSX, plain or gzipped")
    for name, what in (
        ("sheet", "the sheet of a workbook; the one that looks most like a statement if absent"),
        ("header", 'the line of the names of columns, or "none"; looked for if absent'),
        ("delimiter", "what parts the cells of a CSV; looked for if absent"),
        ("encoding", "the encoding of a CSV, such as cp1250; UTF-8, UTF-16 or Windows-1252 if absent"),
        ("account", "whose statement it is, where the table names the other side alone"),
    ):
        parser.add_argument(f"--{name}", default="", metavar=name.upper(), help=what)


def read_files(options: argparse.Namespace) -> int:
    """Zero when any transfer was read and every file could be."""
    mappings = saved_mappings(options.mapping)
    taken, left, seen = 0, 0, dict[str, int]()
    if not options.json:
        print(_cells(HEADER))
    for number, path in enumerate(options.files, 1):
        where = f"file {number}, " if len(options.files) > 1 else ""
        try:
            with ledger_file(path) as file:
                hashed = _Hashed(opened(file, LARGEST_TABLE))
                for row in explained(rows_of(Peekable(hashed), mappings), where):
                    if isinstance(row, LedgerRow):
                        taken += 1
                        print(_line(number, row, as_json=options.json))
                    else:
                        left += 1
            same = seen.setdefault(hashed.digest, number)
            if same != number:
                print(
                    f"{where}the file is the same as file {same}: each transfer comes twice", file=sys.stderr
                )
        except PasserelleError as error:
            print(f"{where}{error}", file=sys.stderr)
            left += 1
    if left:
        print(f"{left} rows or files were not taken and {taken} rows were.", file=sys.stderr)
    return 0 if taken else 1


class _Hashed:
    """A source that knows afterwards whether it was the same as another."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""
        piece = self._source.read(size)
        self._hash.update(piece)
        return piece

    @property
    def digest(self) -> str:
        """Of what was read."""
        return self._hash.hexdigest()


def _line(number: int, row: LedgerRow, *, as_json: bool) -> str:
    said: dict[str, object] = {"file": number, "row": row.row, "line": row.line}
    for part, name in READ.items():
        said[name] = getattr(row, part)
    said |= {"amount": format(row.amount, "f"), "time": row.time.isoformat()}
    said |= {"amount_given": row.amount_given, "time_given": row.time_given}
    return json.dumps(said, ensure_ascii=False) if as_json else _cells(said.values())


def _cells(values: object) -> str:
    text = io.StringIO()
    assert hasattr(values, "__iter__")
    csv.writer(text, lineterminator="").writerow([plain_cell(str(value)) for value in values])
    return text.getvalue()


def map_file(options: argparse.Namespace) -> int:
    """Zero when a mapping was proposed: TOML that `--mapping` reads, to be looked at first."""
    with ledger_file(options.file) as file:
        data = whole(opened(file, LARGEST_LOOKED_AT))
    if form_of(data) is not LedgerForm.TABLE:
        raise NoTableError("the file is a statement of a known form and is read without a mapping")
    sheet, sheets = likely_sheet(lambda: io.BytesIO(data), options.sheet)
    asked = LedgerMapping(
        time="",
        sheet=sheet,
        header=options.header,
        delimiter=options.delimiter,
        encoding=options.encoding,
    )
    found = outline(io.BytesIO(data), asked, sheets)
    if "time" not in found.proposal:
        raise NoTableError("no column of the table holds dates; say the line of the header with --header")
    mapping = LedgerMapping(**{**found.proposal, **({"account": options.account} if options.account else {})})
    print(*_remarks(found.header, sheets, mapping), sep="\n")
    print(written(mapping), end="")
    return 0


def _remarks(header: tuple[str, ...], sheets: tuple[str, ...], mapping: LedgerMapping) -> Iterator[str]:
    """What a person looks at before the mapping is used, as comments."""
    if len(sheets) > 1:
        yield f"# sheets: {json.dumps(sheets, ensure_ascii=False)}"
    yield f"# columns: {json.dumps(header, ensure_ascii=False)}"
    yield f"# a column can be: {', '.join(COLUMNS)}"
    if not mapping.is_statement and not (mapping.source and mapping.target):
        yield '# say both sides, source and target, or whose statement it is: account = "..." below [values]'
