"""The check digit of a machine-readable zone (ICAO Doc 9303 part 3 section 4.9)."""

from __future__ import annotations

FILLER = "<"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UNKNOWN = 255
WEIGHTS = (7, 3, 1)
_WORTH = {ord(sign): worth for worth, sign in enumerate(ALPHABET)} | {ord(FILLER): 0}
_TABLE = bytes(_WORTH.get(code, UNKNOWN) for code in range(256))


def worths(text: str) -> bytes:
    """The worth of each character, UNKNOWN for one that no zone may hold."""
    return text.encode("latin-1", "replace").translate(_TABLE)


def weighed(values: bytes) -> int | None:
    """The check digit of these worths; None where one of them is unknown."""
    if UNKNOWN in values:
        return None
    return summed(values)


def summed(values: bytes) -> int:
    """The check digit of worths of which none is unknown: every third has one weight."""
    first, second, third = WEIGHTS
    return (first * sum(values[::3]) + second * sum(values[1::3]) + third * sum(values[2::3])) % 10


def digit(text: str) -> int | None:
    """The check digit of a text; None where it holds a character that no zone may hold."""
    return weighed(worths(text))
