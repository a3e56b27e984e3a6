"""Entities out of the rows of any table, by a mapping.

Each row is one record: taken when it yields at least one entity, explained
when it yields none.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.core.subject import SubjectCategory
from passerelle.formats.cleaned import DATES, cleaned
from passerelle.formats.gathered import NOTHING, Gathered, short_digest, trimmed
from passerelle.formats.partial_date import stated_date
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from passerelle.formats.mapping import EntityMapping
    from passerelle.formats.mapping import Mapping as ColumnMapping

# A sign that no text of a record holds: its place is taken by something that is no text.
NO_TEXT = "\0{}"
CATEGORIES = frozenset(SubjectCategory)


def check_header(header: Iterable[str], mapping: ColumnMapping, line: int) -> None:
    """Raises UnreadableError where the table has not the columns that the mapping reads."""
    columns = list(header)
    missing = sorted(mapping.columns.difference(columns))
    if missing:
        raise UnreadableError(line, f"the table has no column {', '.join(missing)}, which the mapping reads")
    if len(set(columns)) != len(columns) and any(columns.count(name) > 1 for name in mapping.columns):
        raise UnreadableError(line, "a column that the mapping reads is there twice")


def drafts(
    line: int,
    cells: Mapping[str, str],
    mapping: ColumnMapping,
    *,
    more: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[Draft | Explained]:
    """The entities of one row, or why there is none; the first accounts for the row.

    `more` are the further values of a column that holds several, which no id and no category does.
    """
    stated = {entity.category for entity in mapping.entities if entity.category}
    single = stated.union(*(entity.id_columns for entity in mapping.entities))
    if any(more.get(column) for column in single):
        yield Explained(line, "an id or a category is no text, or there are several of it")
        return
    categories = {column: _category(cells.get(column, "")) for column in stated}
    for column in sorted(stated):
        if categories[column] is None:
            yield Explained(line, f"the column {column} holds none of {', '.join(SubjectCategory)}")
            return
    ids: dict[str, str] = {}
    records = 1
    for entity in mapping.entities:
        made = _entity(line, cells, entity, ids, more)
        if made:
            ids[entity.name] = made.publisher_id
            made.category = categories.get(entity.category)
            yield made.draft(records)
            records = 0
    if records:
        yield Explained(line, "the row has no value in the columns that would name an entity")


def _category(text: str) -> SubjectCategory | None:
    """The category that the cell names, None for no such word; an empty cell is undetermined."""
    word = "-".join(text.lower().replace("_", " ").split()) or SubjectCategory.UNDETERMINED
    return SubjectCategory(word) if word in CATEGORIES else None


def _entity(
    line: int,
    cells: Mapping[str, str],
    entity: EntityMapping,
    ids: dict[str, str],
    more: Mapping[str, Sequence[str]],
) -> Gathered | None:
    parts = [trimmed(cells.get(column, "")) for column in entity.id_columns]
    needed = [cells.get(column, "").strip() for column in entity.needs]
    if not any(parts) or not all(needed) or not all(name in ids for name in entity.references.values()):
        return None
    if not entity.digest and any(part.lower() in NOTHING for part in parts):
        return None
    name = short_digest(entity.name, *parts) if entity.digest else "-".join(parts)
    made = Gathered(f"{entity.prefix}-{name}" if entity.prefix else name, entity.schema, line)
    for prop, columns in entity.properties.items():
        for column in columns:
            for text in (cells.get(column, ""), *more.get(column, ())):
                _value(made, prop, text)
    for prop, value in entity.constants.items():
        made.add(prop, value)
    for prop, other in entity.references.items():
        made.add(prop, ids[other])
    return made


def _value(made: Gathered, prop: str, text: str) -> None:
    if text == NO_TEXT:
        made.left.append(f"{prop}: an object or a truth value is no text; map the field inside it")
        return
    value = (stated_date(text) if prop in DATES else "") or cleaned(prop, text)
    made.add(prop, value, trimmed(text))
    if not value and text.strip():
        made.left.append(f"{prop}: a value is none of this property's")
