"""Edit distances of short words, computed on all letters at once in the bits of one number.

A word is a stretch of a long row of letters, and at most sixty-three of them are
read. Where nothing can be compiled, rapidfuzz counts the same changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA, Levenshtein

from passerelle.matching.name.word_likeness import CLASSES
from passerelle.matching.screening.compiled import compiled_else, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Places = NDArray[np.uint64]

SIGNS = 128
LONGEST_WORD = 63
ONE = np.uint64(1)
NONE = np.uint64(0)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
# Row 0: every sign as itself; row 1: those that clerks hear as one are one.
HEARD = np.array([range(SIGNS), [ord(chr(sign).translate(CLASSES)) for sign in range(SIGNS)]], np.uint8)


def _mark_plainly(texts: Bytes, start: int, end: int, classed: int, places: Places) -> None:
    """Keeps the letters themselves, which is what rapidfuzz counts with."""
    word = texts[start : min(end, start + LONGEST_WORD)]
    places[: len(word)] = HEARD[classed, word & 127]


@compiled_else(_mark_plainly)
def mark(texts: Bytes, start: int, end: int, classed: int, places: Places) -> None:
    """Writes, for each sign, the places of the word where it stands."""
    places[:] = NONE
    for place in range(min(end - start, LONGEST_WORD)):
        places[HEARD[classed, texts[start + place] & 127]] |= ONE << np.uint64(place)


def _changes_plainly(
    places: Places,
    number: int,
    kind: int,
    length: int,
    theirs: Bytes,
    first: int,
    last: int,
    classed: int,
    swaps: int,
) -> int:
    one = places[number, kind, : min(length, LONGEST_WORD)].astype(np.uint8).tobytes()
    other = HEARD[classed, theirs[first : min(last, first + LONGEST_WORD)] & 127].tobytes()
    return int((OSA if swaps else Levenshtein).distance(one, other))


@compiled_else(_changes_plainly)
def changes(
    places: Places,
    number: int,
    kind: int,
    length: int,
    theirs: Bytes,
    first: int,
    last: int,
    classed: int,
    swaps: int,
) -> int:
    """How many letters must be changed, left out or added, or, with `swaps`, exchanged with their neighbour.

    The word of `length` letters whose places are marked, against a stretch of `theirs`. The method is
    Hyyrö's of 2003: one step for each letter of the other word.
    """
    length, width = min(length, LONGEST_WORD), min(last - first, LONGEST_WORD)
    if length == 0:
        return width
    end_bit = ONE << np.uint64(length - 1)
    plus, minus, diagonal, before = ALL, NONE, NONE, NONE
    found = length
    for place in range(width):
        here = places[number, kind, HEARD[classed, theirs[first + place] & 127]]
        swapped = (((~diagonal) & here) << ONE) & before if swaps else NONE
        diagonal = (((here & plus) + plus) ^ plus) | here | minus | swapped
        up = minus | ~(diagonal | plus)
        down = diagonal & plus
        if up & end_bit:
            found += 1
        if down & end_bit:
            found -= 1
        up = (up << ONE) | ONE
        down = down << ONE
        plus = down | ~(diagonal | up)
        minus = up & diagonal
        before = here
    return found


@inlined
def bits_of(bits: np.uint32) -> int:
    """How many bits are set; counted four at a time, then eight, then together."""
    bits = bits - ((bits >> np.uint32(1)) & np.uint32(0x55555555))
    bits = (bits & np.uint32(0x33333333)) + ((bits >> np.uint32(2)) & np.uint32(0x33333333))
    bits = (bits + (bits >> np.uint32(4))) & np.uint32(0x0F0F0F0F)
    return int(np.int64((bits * np.uint32(0x01010101)) & np.uint32(0xFFFFFFFF)) >> 24)


def _at_least_plainly(one: int, other: int) -> int:
    ours, theirs = int(one), int(other)
    return max((ours & ~theirs).bit_count(), (theirs & ~ours).bit_count())


@compiled_else(_at_least_plainly)
def at_least(one: int, other: int) -> int:
    """How many letters must differ between two words, by the letters that occur in them at all."""
    differing = np.uint32(one) ^ np.uint32(other)
    return max(bits_of(differing & np.uint32(one)), bits_of(differing & np.uint32(other)))


def letters_of(word: bytes) -> int:
    """One bit for each letter that occurs in the word."""
    return sum({1 << (sign & 31) for sign in word}) & 0x7FFFFFFF


@inlined
def equal(ours: Bytes, start: int, end: int, theirs: Bytes, first: int, last: int) -> bool:
    """True when two words are the same, letter for letter."""
    if end - start != last - first:
        return False
    for place in range(end - start):  # noqa: SIM110 - compiled code has no generator
        if ours[start + place] != theirs[first + place]:
            return False
    return True
