"""Rescue coordination centres, and which of them are told.

Areas are coarse on purpose and overlap: near a line both sides are told, and
in doubt everybody is (SAR Convention 4.2.3; the sinking of 24 November 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.rescue.position import Position


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees: south, west, north, east; it crosses no date line."""

    south: float
    west: float
    north: float
    east: float

    def __contains__(self, point: Position) -> bool:
        """Whether the point lies in it or on its edge."""
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A centre by its name, its areas, and how this node reaches it, which no published table says."""

    name: str
    areas: tuple[Area, ...] = ()
    https: str = ""
    mail: str = ""
    telephone: str = ""

    @property
    def reachable(self) -> bool:
        """Whether a machine can tell it; a telephone needs a person."""
        return bool(self.https or self.mail)


def competent(centres: tuple[Centre, ...], point: Position | None) -> tuple[Centre, ...]:
    """Every centre whose area holds the point; all of them when none does or there is no point."""
    if point is not None:
        near = tuple(one for one in centres if any(point in area for area in one.areas))
        if any(one.reachable for one in near):
            return near
    return centres
