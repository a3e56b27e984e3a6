"""Any file of one JSON object a line, by a mapping; a dot reaches into an object: `owner.phone`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Draft, Explained
from passerelle.formats.json_record import objects
from passerelle.formats.mapped import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.mapping import Mapping
    from passerelle.formats.source import Source


def read(source: Source, mapping: Mapping) -> Iterator[Draft | Explained]:
    """Every line, taken or explained."""
    for item in objects(source):
        if isinstance(item, Explained):
            yield item
        else:
            line, record = item
            yield from drafts(line, {column: _at(record, column) for column in mapping.columns}, mapping)


def _at(record: dict[str, Any], column: str) -> str:
    value: Any = record
    for name in [column] if column in record else column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
