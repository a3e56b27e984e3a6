"""Which kinds of entity and which properties exist, and which are refused.

Names are FollowTheMoney's; `vocabulary.toml` adds what is missing and says
what rule 9 refuses although FollowTheMoney has it. Nothing here reads more
than that file, once.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from passerelle.core.property_type import PropertyType
from passerelle.core.schema import Property, Schema
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAGS = ("inert", "identifies", "under_way", "internal")


class VocabularyError(PasserelleError):
    """A statement uses a word or a value that the vocabulary does not have; it was not recorded."""


class UnknownSchemaError(VocabularyError):
    """The kind of entity does not exist here."""

    def __init__(self, schema: str) -> None:
        super().__init__(f"no schema is called {schema[:40]!r}; see the vocabulary for those that exist")


class UnknownPropertyError(VocabularyError):
    """The kind of entity has no such property."""

    def __init__(self, schema: str, prop: str) -> None:
        super().__init__(
            f"{schema} has no property {prop[:40]!r}; map the field to one it has, or leave it out"
        )


class AbstractSchemaError(VocabularyError):
    """The kind of entity exists only to be extended."""

    def __init__(self, schema: str) -> None:
        super().__init__(f"{schema} is abstract: no entity has it; use a schema that extends it")


class RefusedPropertyError(VocabularyError):
    """The property exists in the world and is refused here (rules 9 and 23)."""

    def __init__(self, schema: str, prop: str, reason: str) -> None:
        super().__init__(f"{schema}.{prop} was not recorded: {reason}")


class MisshapenValueError(VocabularyError):
    """The value cannot be of its property's type; the value itself is not repeated."""

    def __init__(self, schema: str, prop: str, kind: PropertyType) -> None:
        super().__init__(f"{schema}.{prop} was not recorded: the value has not the shape of a {kind}")


def schema(name: str) -> Schema:
    """The schema of that name; raises UnknownSchemaError."""
    try:
        return schemata()[name]
    except KeyError:
        raise UnknownSchemaError(name) from None


def prop(schema_name: str, name: str) -> Property:
    """The property, inherited or own; raises RefusedPropertyError or UnknownPropertyError."""
    kind = schema(schema_name)
    reason = _document()["refused_everywhere"].get(name, "")
    found = kind.properties.get(name)
    if found is not None:
        reason = found.refused or reason
    if reason:
        raise RefusedPropertyError(schema_name, name, reason)
    if found is None:
        raise UnknownPropertyError(schema_name, name)
    return found


def check(schema_name: str, name: str, value: str) -> Property:
    """The property, when the value may be recorded under it; raises a VocabularyError otherwise."""
    found = prop(schema_name, name)
    if schema(schema_name).abstract:
        raise AbstractSchemaError(schema_name)
    if not found.type.fits(value):
        raise MisshapenValueError(schema_name, name, found.type)
    return found


def is_a(schema_name: str, ancestor: str) -> bool:
    """Whether the schema is the ancestor or extends it, at any distance."""
    return ancestor in schema(schema_name).ancestors


@cache
def schemata() -> Mapping[str, Schema]:
    """Every schema by name."""
    rows = _document()["schema"]
    return MappingProxyType({name: _build(name, rows) for name in rows})


@cache
def _document() -> dict[str, Any]:
    data = files("passerelle.core").joinpath("vocabulary.toml").read_bytes()
    return tomllib.loads(data.decode("utf-8"))


def _build(name: str, rows: dict[str, Any]) -> Schema:
    lineage = _lineage(name, rows)
    return Schema(
        name=name,
        ancestors=frozenset(lineage),
        properties=_properties(lineage, rows),
        abstract=rows[name].get("abstract", False),
        edge=next((tuple(rows[one]["edge"]) for one in lineage if "edge" in rows[one]), None),
        never_leaves=rows[name].get("never_leaves", False),
        ours=rows[name].get("origin") == "passerelle",
    )


def _lineage(name: str, rows: dict[str, Any]) -> list[str]:
    """The schema, then its parents, nearest first."""
    lineage = [name]
    for parent in rows[name].get("extends", []):
        lineage += [one for one in _lineage(parent, rows) if one not in lineage]
    return lineage


def _properties(lineage: list[str], rows: dict[str, Any]) -> Mapping[str, Property]:
    found: dict[str, Property] = {}
    for owner in lineage:
        for prop_name, type_name in rows[owner].get("properties", {}).items():
            if prop_name not in found:
                found[prop_name] = _property(prop_name, type_name, owner, lineage)
    return MappingProxyType(found)


def _property(name: str, type_name: str, owner: str, lineage: list[str]) -> Property:
    kind, _, target = type_name.partition(":")
    property_type = PropertyType(kind)
    # A flag set on a schema holds for those that extend it, and may name an inherited property.
    spellings = {f"{one}.{name}" for one in lineage}
    flags = {flag: not spellings.isdisjoint(_document()["flags"][flag]) for flag in FLAGS}
    flags["identifies"] |= flags["inert"] or not property_type.is_harmless
    refused = _document()["refused"]
    reason = next((refused[one] for one in sorted(spellings) if one in refused), "")
    return Property(name=name, owner=owner, type=property_type, range=target, refused=reason, **flags)
