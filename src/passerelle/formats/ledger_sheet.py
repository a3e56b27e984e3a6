"""The rows of a table file, CSV, XLSX or JSON lines, whatever its delimiter and encoding.

JSON lines are what `passerelle money read` prints: the names of the first
object are the header, and every object is a row.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.table import Row, rows
from passerelle.formats.transcoded import transcoded
from passerelle.formats.unreadable import UnreadableError, UnreadableLineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

ZIP = b"PK\x03\x04"
FOREIGN = {
    b"\xd0\xcf\x11\xe0": "a workbook of the old form (XLS) is not read; save it as XLSX or CSV",
    b"%PDF": "a PDF is not read; ask the bank for the statement as a file of data",
    b"\x89PNG": "a picture is not read",
    b"\xff\xd8\xff": "a picture is not read",
}
LARGEST = 4 << 30
ENCODINGS = ("utf-8", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
HEAD = 1 << 16
LOOKED_AT = 50


def table_rows(
    source: Source, *, sheet: str = "", delimiter: str = "", encoding: str = ""
) -> Iterator[Row | Explained]:
    """Every row that is not blank, the header among them; raises UnreadableError for what is no table."""
    content = opened(source, LARGEST)
    head = content.head(len(ZIP))
    if head == ZIP:
        # The library of workbooks is imported for workbooks alone.
        from passerelle.formats import xlsx_table  # noqa: PLC0415 - it takes longer than most files

        return (Row(line, cells) for line, cells in xlsx_table.sheet_rows(content, sheet) if any(cells))
    for mark, reason in FOREIGN.items():
        if head.startswith(mark):
            raise UnreadableError(1, reason)
    text = transcoded(content, encoding)
    lines = Lines(text, (encoding,) if encoding in ENCODINGS else ENCODINGS)
    start = text.head(HEAD)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _objects(lines)
    return rows(lines, delimiter or delimiter_of(start))


def sheets_of(source: Source) -> tuple[str, ...]:
    """The sheets of a workbook in their order; of another table none."""
    content = opened(source, LARGEST)
    if content.head(len(ZIP)) != ZIP:
        return ()
    from passerelle.formats import xlsx_table  # noqa: PLC0415 - see above

    return xlsx_table.sheet_names(content)


def delimiter_of(head: bytes) -> str:
    """The delimiter that parts most of the first lines into the same number of cells."""
    lines = head.decode("utf-8", "replace").splitlines()[:LOOKED_AT]
    return max(DELIMITERS, key=lambda one: _alike(lines, one))


def _alike(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines have the most common number of cells above one, and that number."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, times = max(widths.items(), key=lambda one: (one[1], one[0]))
    return times, width


def _objects(lines: Lines) -> Iterator[Row | Explained]:
    names: list[str] = []
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except UnreadableLineError as error:
            yield Explained(error.line, error.reason)
            continue
        if not line.strip():
            continue
        said = _object(line)
        if said is None:
            yield Explained(lines.number, "the line is no JSON object")
            continue
        if not names:
            names = list(said)
            yield Row(lines.number, names)
        yield Row(lines.number, [said.get(name, "") for name in names])


def _object(line: str) -> dict[str, str] | None:
    try:
        # Numbers stay the text that they are: an amount is exact.
        said = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    return {name: "" if value is None else str(value) for name, value in said.items()}


def beginning(rows_of_table: Iterator[Row | Explained], count: int) -> list[Row]:
    """The first rows that could be read."""
    return [row for row in islice(rows_of_table, count) if isinstance(row, Row)]
