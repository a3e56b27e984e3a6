"""Any table of separated values with a header, by a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.formats.lines import Lines
from passerelle.formats.mapped import check_header, drafts
from passerelle.formats.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.mapping import Mapping
    from passerelle.formats.source import Source

ENCODINGS = ("utf-8", "cp1252")


def read(source: Source, mapping: Mapping) -> Iterator[Draft | Explained]:
    """Every row below the header, taken or explained."""
    header: list[str] | None = None
    for row in rows(Lines(source, ENCODINGS), mapping.delimiter):
        if isinstance(row, Explained):
            yield row
        elif header is None:
            header = [cell.strip() for cell in row.cells]
            check_header(header, mapping, row.line)
        elif len(row.cells) != len(header):
            yield Explained(
                row.line, f"the row has {len(row.cells)} columns and the header has {len(header)}"
            )
        else:
            yield from drafts(row.line, dict(zip(header, row.cells, strict=True)), mapping)
