"""Any file of one JSON object a line, by a mapping; a dot reaches into an object: `owner.phone`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Draft, Explained
from passerelle.formats.json_record import objects
from passerelle.formats.mapped import NO_TEXT, drafts

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
            found = {column: _at(record, column) for column in mapping.columns}
            cells = {column: values[0] for column, values in found.items()}
            yield from drafts(line, cells, mapping, more={one: rest[1:] for one, rest in found.items()})


def _at(record: dict[str, Any], column: str) -> list[str]:
    """What stands there: one value, or each of a list; an object or a truth value is no text and is noted."""
    value: Any = record
    for name in [column] if column in record else column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = [str(one) for one in values if not _is_no_text(one)]
    unread = [NO_TEXT for one in values if one is not None and _is_no_text(one)]
    return (texts or [""]) + unread


def _is_no_text(value: object) -> bool:
    return isinstance(value, bool) or not isinstance(value, str | int | float)
