"""Which issuers and nationalities a zone may name, and between which days.

The codes are those of ISO 3166-1 and of ICAO Doc 9303 part 3 section 5. An
unknown code is an observation about the zone, never about a person.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from passerelle.core.values.country_table import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

# No State issues travel documents that last longer, save where `series.toml` says so.
LONGEST_YEARS = 10
# ISO 3166-1 has XKX nowhere: it is a habit of other lists, and no zone is printed with it.
_NOT_PRINTED = frozenset({"XKX", "DEU"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One issuer or nationality."""

    code: str
    name: str
    source: str
    since: date | None = None
    until: date | None = None
    doubt: str = ""
    never_issued: str = ""  # why no travel document in use carries it

    def is_outside(self, expiry: date) -> bool:
        """True when a document that ends on this day cannot have been issued under the code."""
        if self.since is None and self.until is None:
            return False
        if self.since is not None and expiry < self.since:
            return True
        return self.until is not None and expiry.year > self.until.year + LONGEST_YEARS


@cache
def codes() -> Mapping[str, Code]:
    """Every code that a zone may carry."""
    return MappingProxyType(_iso() | {code.code: code for code in _listed()})


@cache
def timeless() -> frozenset[str]:
    """The codes that are in use without a first or last day."""
    return frozenset(
        name
        for name, one in codes().items()
        if one.since is None and one.until is None and not one.never_issued
    )


def _listed() -> list[Code]:
    data = files("passerelle.documents.mrz").joinpath("codes.toml").read_bytes()
    rows: list[dict[str, Any]] = tomllib.loads(data.decode("utf-8"))["code"]
    return [Code(**row) for row in rows]


def _iso() -> dict[str, Code]:
    found = {}
    for line in COUNTRIES.strip().splitlines():
        _, code, names = line.split(" ", 2)
        if code not in _NOT_PRINTED:
            found[code] = Code(code=code, name=names.split(" | ")[0], source="ISO 3166-1")
    return found
