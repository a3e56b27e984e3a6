"""Lists of embarkation places: each with its reason and the days it holds, never a country.

A list of countries of origin would make everybody who sends money home a
subject, so a place whose code is a country's is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.values.country import normal
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class PlaceRefusedError(PasserelleError):
    """A place may not stand on the list; the list was not made."""

    def __init__(self, why: str) -> None:
        super().__init__(f"a place of the list {why}; the list was not made, mend that entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of coast or a border town from which groups set off, with why and from when until when."""

    code: str
    reason: str
    since: date
    until: date

    def __post_init__(self) -> None:
        """Raises PlaceRefusedError for a country, or for a place without a reason or an end."""
        if not self.code.strip() or not self.reason.strip():
            raise PlaceRefusedError("has no code or no reason")
        if normal(self.code) is not None:
            raise PlaceRefusedError("is a country; only embarkation places are listed")
        if self.until < self.since:
            raise PlaceRefusedError("ends before it begins")


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Embarkation places, looked up by day."""

    places: tuple[Place, ...] = ()

    @classmethod
    def of(cls, places: Iterable[Place]) -> PlaceList:
        """The list of these places."""
        return cls(tuple(places))

    def holds(self, code: str, on: date) -> bool:
        """Whether the place is one of embarkation on that day."""
        return any(one.code == code and one.since <= on <= one.until for one in self.places)
