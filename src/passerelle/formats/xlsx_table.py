"""A sheet of an XLSX workbook with a header, by a mapping: values only, no formula is ever run.

Hidden sheets, rows and columns are data like any other: what the sender hid
is not hidden from the one who answers for it.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import defusedxml
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from passerelle.core.draft import Draft, Explained
from passerelle.formats.archive import checked
from passerelle.formats.mapped import check_header, drafts
from passerelle.formats.source import PIECE
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.mapping import Mapping
    from passerelle.formats.source import Source

LARGEST = 64 * 1024 * 1024
MOST_COLUMNS = 1_000
MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
MARKUP = (".xml", ".rels", ".vml")
BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    defusedxml.DefusedXmlException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,  # the XML parser's ParseError is one
    EOFError,
    OSError,
    OverflowError,
)


def read(source: Source, mapping: Mapping) -> Iterator[Draft | Explained]:
    """Every row below the header, taken or explained."""
    header: list[str] | None = None
    for line, cells in sheet_rows(source, mapping.sheet):
        if not any(cells):
            continue
        if header is None:
            header = cells
            check_header(header, mapping, line)
        elif any(cells[len(header) :]):
            yield Explained(line, "the row has more columns than the header")
        else:
            filled = cells[: len(header)] + [""] * (len(header) - len(cells))
            yield from drafts(line, dict(zip(header, filled, strict=True)), mapping)


def _data(source: Source) -> bytes:
    data = bytearray()
    while piece := source.read(PIECE):
        data += piece
        if len(data) > LARGEST:
            raise UnreadableError(0, f"a workbook of more than {LARGEST >> 20} MB is not read; split it")
    return bytes(data)


def sheet_rows(source: Source, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of the sheet, or of the first where none is named, as text without empty ends."""
    data = _data(source)
    line = 0
    try:
        book = _book(data)
        if sheet and sheet not in book.sheetnames:
            raise UnreadableError(0, "the workbook has no sheet of the mapping's name")
        chosen = book[sheet] if sheet else book.worksheets[0]
        # The size that a sheet declares is a claim; rows and cells are counted as they come.
        chosen.reset_dimensions()
        for line, row in enumerate(
            chosen.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS), 1
        ):
            yield line, _trimmed([_text(value) for value in row])
    except BROKEN:
        raise UnreadableError(line + 1, "the workbook is damaged or no XLSX") from None


def sheet_names(source: Source) -> tuple[str, ...]:
    """The names of the workbook's sheets, in their order."""
    try:
        return tuple(_book(_data(source)).sheetnames)
    except BROKEN:
        raise UnreadableError(1, "the workbook is damaged or no XLSX") from None


def _book(data: bytes) -> openpyxl.Workbook:
    _without_doctype(checked(data))
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _without_doctype(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.filename.lower().endswith(MARKUP):
            with archive.open(entry) as part:
                if b"<!DOCTYPE" in part.read(4096).replace(b"\0", b"").upper():
                    raise UnreadableError(
                        0, "a part of the workbook declares a document type, which is refused"
                    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, float):
        # A workbook keeps a binary number and shows fifteen figures of it at most: 0.1 + 0.2 is 0.3.
        return str(int(value)) if value.is_integer() else format(Decimal(f"{value:.15g}"), "f")
    return str(value)[:LONGEST_CELL].strip()


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
