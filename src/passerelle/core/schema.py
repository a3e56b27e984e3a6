"""A kind of entity and its properties, as the vocabulary declares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.core.property_type import PropertyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """What one property holds and what may be done with it."""

    name: str
    owner: str  # the schema that declares it
    type: PropertyType
    range: str = ""  # for entity links: the schema at the other end
    inert: bool = False  # rule 9: never searchable alone, never a filter on persons, never towards suspicion
    identifies: bool = False  # rule 1: tells who a person is
    under_way: bool = False  # rule 21: leaves only as a distress message
    internal: bool = False  # who recorded it: redaction drops it
    refused: str = ""  # the reason it is never written; "" where it may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A kind of entity; `properties` holds the inherited ones too."""

    name: str
    ancestors: frozenset[str]  # itself included
    properties: Mapping[str, Property]
    abstract: bool = False
    edge: tuple[str, str] | None = None  # the two properties that an edge joins
    never_leaves: bool = False  # rule 22: no message carries it
    ours: bool = False  # missing in FollowTheMoney
