"""How the columns of a table become entities: a mapping file in TOML, read and checked.

    format = "csv"                  # csv, xlsx or json
    delimiter = ";"                 # of a csv; a comma if absent
    sheet = "Contacts"              # of an xlsx; the first if absent

    [[entity]]
    name = "contact"                # how other entities of the row refer to it
    schema = "Person"
    id = "Contact Id"               # a column that holds an id; or
    id_from = ["Name", "Number"]    # columns whose digest is the id
    prefix = "exhibit-7"            # before the id, so that two files do not collide
    needs = ["Name"]                # without a value here the row has no such entity
    category = "assessed_as"        # a column that says whom it is about, in the words of core.subject
    [entity.properties]
    name = "Name"
    phone = ["Number", "Other number"]
    [entity.constants]
    topics = "…"
    [entity.references]
    holder = "contact"

A link is an entity of a schema such as UnknownLink whose references name its ends.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any

from passerelle.errors import PasserelleError
from passerelle.formats.cleaned import REFUSED

FORMATS = ("csv", "xlsx", "json")
ENTITY_KEYS = frozenset(
    {"name", "schema", "id", "id_from", "prefix", "needs", "category"}
    | {"properties", "constants", "references"}
)
TABLE_KEYS = frozenset({"format", "delimiter", "sheet", "entity"})


class MappingError(PasserelleError):
    """A mapping file cannot be used; nothing was read with it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"the mapping's {where} {what}; nothing was read, mend the mapping file")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMapping:
    """One entity of each row."""

    name: str
    schema: str
    id_columns: tuple[str, ...]
    digest: bool
    prefix: str = ""
    needs: tuple[str, ...] = ()
    category: str = ""
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """Every column that the mapping reads."""
        used = {column for columns in self.properties.values() for column in columns}
        stated = (self.category,) if self.category else ()
        return frozenset(used.union(self.id_columns, self.needs, stated))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one table is read."""

    format: str
    delimiter: str
    sheet: str
    entities: tuple[EntityMapping, ...]

    @property
    def columns(self) -> frozenset[str]:
        """Every column that the mapping reads."""
        return frozenset().union(*(entity.columns for entity in self.entities))


def read_mapping(text: str) -> Mapping:
    """The mapping that the TOML text states; raises MappingError where it cannot be used."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError("text", f"is no TOML ({error})") from None
    _known(table, TABLE_KEYS, "file")
    kind = table.get("format", "csv")
    if kind not in FORMATS:
        raise MappingError("format", f"is none of {', '.join(FORMATS)}")
    delimiter = _text(table, "delimiter", "file") or ","
    if len(delimiter) != 1:
        raise MappingError("delimiter", "is not one character")
    entries = table.get("entity")
    if not isinstance(entries, list) or not entries:
        raise MappingError("file", "has no [[entity]]")
    entities: list[EntityMapping] = []
    for entry in entries:
        entities.append(_entity(entry, {entity.name for entity in entities}))
    return Mapping(
        format=kind, delimiter=delimiter, sheet=_text(table, "sheet", "file"), entities=tuple(entities)
    )


def _entity(entry: object, earlier: set[str]) -> EntityMapping:
    if not isinstance(entry, dict):
        raise MappingError("entity", "is no table")
    name, schema = _text(entry, "name", "entity"), _text(entry, "schema", "entity")
    where = f"entity {name}"
    _known(entry, ENTITY_KEYS, where)
    if not name or not schema.isalpha() or name in earlier:
        raise MappingError(where, "needs a name of its own and a schema")
    verbatim, digest = _columns(entry.get("id", []), where), _columns(entry.get("id_from", []), where)
    if bool(verbatim) == bool(digest):
        raise MappingError(where, "needs either id or id_from")
    references = _texts(entry, "references", where)
    unknown = set(references.values()) - earlier
    if unknown:
        raise MappingError(where, f"refers to {', '.join(sorted(unknown))}, which is not mapped before it")
    properties = {
        prop: _columns(columns, where) for prop, columns in _table(entry, "properties", where).items()
    }
    constants = _texts(entry, "constants", where)
    refused = REFUSED & {*properties, *constants, *references}
    if refused:
        raise MappingError(where, f"maps {', '.join(sorted(refused))}, which this house never takes")
    if not (properties or constants or references):
        raise MappingError(where, "states nothing: give it a property, a constant or a reference")
    return EntityMapping(
        name=name,
        schema=schema,
        id_columns=verbatim or digest,
        digest=bool(digest),
        prefix=_text(entry, "prefix", where),
        needs=_columns(entry.get("needs", []), where),
        category=_text(entry, "category", where),
        properties=properties,
        constants=constants,
        references=references,
    )


def _known(table: dict[str, Any], keys: frozenset[str], where: str) -> None:
    unknown = sorted(set(table) - keys)
    if unknown:
        raise MappingError(where, f"has unknown keys: {', '.join(unknown)}")


def _text(table: dict[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise MappingError(where, f"has a {key} that is no text")
    return value


def _table(table: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise MappingError(where, f"has {key} that are no table")
    return value


def _texts(table: dict[str, Any], key: str, where: str) -> dict[str, str]:
    texts = _table(table, key, where)
    return {name: _text(texts, name, f"{where}, {key},") for name in texts}


def _columns(value: object, where: str) -> tuple[str, ...]:
    columns = [value] if isinstance(value, str) else value
    if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
        raise MappingError(where, "names columns that are neither a text nor a list of texts")
    return tuple(columns)
