"""Where people are, as somebody wrote it: read when it can be, kept as written when not.

A position that cannot be read delays nothing: the words go to the centres as
they are, and every centre is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LATITUDES = 90.0
LONGITUDES = 180.0
PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:[°ºd:]|deg)?\s*", re.IGNORECASE)
SIDES = re.compile(r"[NSEWO]", re.IGNORECASE)
DECIMAL = re.compile(r"^\s*([+-]?\d+(?:\.\d+)?)\s*[,; ]\s*([+-]?\d+(?:\.\d+)?)\s*$")
ANGLE = re.compile(
    r"(?P<degrees>\d{1,3}(?:\.\d+)?)\s*[°ºd: ]?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['\u2032m: ]?\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*[\"\u2033s]?\s*)?"
    r"(?P<side>[NSEWO])",
    re.IGNORECASE,
)
SIXTIETH = 60.0


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees, north and east positive (WGS 84)."""

    latitude: float
    longitude: float


def position(text: str) -> Position | None:
    """The point that the words name, in decimal degrees or in degrees, minutes and seconds; else nothing."""
    decimal = DECIMAL.match(text)
    if decimal:
        return _on_earth(float(decimal[1]), float(decimal[2]))
    angles = [_angle(found) for found in ANGLE.finditer(text.replace(",", "."))]
    north = [value for side, value in angles if side in "NS"]
    east = [value for side, value in angles if side in "EWO"]
    return _on_earth(north[0], east[0]) if len(north) == len(east) == 1 else None


def _angle(found: re.Match[str]) -> tuple[str, float]:
    side = found["side"].upper()
    size = float(found["degrees"]) + sum(
        float(found[part]) / SIXTIETH**power
        for power, part in ((1, "minutes"), (2, "seconds"))
        if found[part]
    )
    # O is "ouest", as French writes west.
    return side, -size if side in "SWO" else size


def _on_earth(latitude: float, longitude: float) -> Position | None:
    inside = abs(latitude) <= LATITUDES and abs(longitude) <= LONGITUDES
    return Position(latitude, longitude) if inside else None
