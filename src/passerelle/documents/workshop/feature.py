"""The closed list of what an examiner may note of a document, in English and French."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Mapping


class FeatureKind(StrEnum):
    """What a feature is about."""

    CLASS = "class"
    TECHNIQUE = "technique"
    PRINTING = "printing"
    SECURITY = "security"


class UnknownFeatureError(PasserelleError):
    """A feature is on no list; nothing was taken of the examination."""

    def __init__(self, place: int) -> None:
        super().__init__(f"feature {place} is not in the vocabulary; nothing was taken, choose from the list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing that a person may have seen."""

    code: str
    kind: FeatureKind
    english: str
    french: str


@cache
def features() -> Mapping[str, Feature]:
    """Every feature by its code."""
    data = files("passerelle.documents.workshop").joinpath("features.toml").read_bytes()
    tables: dict[str, dict[str, Any]] = tomllib.loads(data.decode("utf-8"))
    return MappingProxyType(
        {
            code: Feature(code=code, kind=FeatureKind(kind), english=words["en"], french=words["fr"])
            for kind, table in tables.items()
            for code, words in table.items()
        }
    )


def known(codes: list[str]) -> frozenset[str]:
    """The codes, each of the list; raises UnknownFeatureError."""
    for place, code in enumerate(codes, start=1):
        if code not in features():
            raise UnknownFeatureError(place)
    return frozenset(codes)
