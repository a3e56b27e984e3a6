"""The words of a segment that are near to those asked about, and how near, each worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.screening.compiled import compiled, inlined
from passerelle.matching.screening.likely import at_most, likely
from passerelle.matching.screening.pairing import LEAST, TOGETHER

if TYPE_CHECKING:
    from passerelle.matching.screening.asked import Asked, Key
    from passerelle.matching.screening.likely import Places
    from passerelle.matching.screening.room import Known, Real, Room
    from passerelle.matching.screening.word_row import Int

NEIGHBOUR = 0.5
HOPED = 0.5  # how alike a word may be that shares no key
NOTHING = 1e-9
KEPT = 1  # where it stands how many names are kept
PARTS = 10_000  # likenesses are kept as whole numbers where they stand beside such
OF_A_LINE = 0.9


@compiled
def begun(table: Real, width: int, own: int) -> Int:
    """Where the next likenesses will be, after those of a word without a place; and that no name is kept."""
    table[:own] = -HOPED
    table[own:width] = -NOTHING
    slots = np.zeros(2, np.int32)
    slots[0] = width
    return slots


@inlined
def slot_of(slot: Int, table: Real, slots: Int, mark: int, mine: Int, rows: Int, own: int, word: int) -> int:
    """Where it is kept how alike a word is to those asked about; 0 when there is no place left."""
    known = slot[word, 0] == mark
    return int(slot[word, 1]) if known else opened(slot, table, slots, mark, mine, rows, own, word)


@compiled
def opened(slot: Int, table: Real, slots: Int, mark: int, mine: Int, rows: Int, own: int, word: int) -> int:
    """The same for a word that is met first.

    What is not worked out yet stands there as less than zero: at most so much, the sign aside.
    """
    found, width, most = int(slots[0]), len(mine), NOTHING
    if found + width > len(table):
        return 0
    slots[0] += width
    for number in range(width):
        hope = max(min(HOPED, at_most(mine, number, rows, word)), NOTHING) if number < own else NOTHING
        table[found + number] = -hope
        most = max(most, hope)
    slot[word, 0] = mark
    slot[word, 1] = found
    slot[word, 2] = int(most * PARTS)
    return found


@inlined
def first_of(keys: Key, key: int) -> int:
    """Where the first of the sorted keys stands that is not below the key."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def looked_up(
    asked: Asked, number: int, known: Known, places: Places, room: Room, mark: int, slots: Int, size: int
) -> int:
    """Adds the words of the segment that share a key with this word; returns how many there are then."""
    mine, ours, theirs, rows, all_keys = asked.rows, asked.texts, known.texts, known.rows, known.keys
    table, slot, found, key_words = room.table, room.slot, room.found, known.key_words
    for lined in range(2):
        keys, at = (asked.line_keys, asked.line_key_at) if lined else (asked.keys, asked.key_at)
        for key in keys[at[number] : at[number + 1]]:
            place = first_of(all_keys, key)
            while place < len(all_keys) and all_keys[place] == key:
                word = key_words[place]
                place += 1
                if slot[word, 0] == mark and table[slot[word, 1] + number] >= 0.0 and not lined:
                    continue
                if not lined and at_most(mine, number, rows, word) < NEIGHBOUR:
                    continue
                spot = slot_of(slot, table, slots, mark, mine, rows, asked.own, word)
                if spot == 0:
                    continue
                before = table[spot + number]
                alike = before
                if before < 0.0:
                    alike = likely(ours, mine, number, theirs, rows, word, places)
                alike = max(alike, OF_A_LINE) if lined else alike
                table[spot + number] = alike
                most = PARTS if number >= asked.own and alike >= TOGETHER else int(alike * PARTS)
                slot[word, 2] = max(slot[word, 2], most)
                if alike >= NEIGHBOUR > before and size < len(found):
                    found[size] = word
                    room.alike[size] = alike
                    size += 1
    return size


@compiled
def compared(
    asked: Asked, known: Known, room: Room, places: Places, words: Int, mark: int, slots: Int
) -> None:
    """Fills the grid with how alike every word asked about and every word of a name are."""
    table, mine, rows = room.table, asked.rows, known.rows
    for place in range(len(words)):
        slot = slot_of(room.slot, table, slots, mark, mine, rows, asked.own, words[place])
        for number in range(len(mine)):
            found = table[slot + number]
            if found < -LEAST:
                found = likely(asked.texts, mine, number, known.texts, rows, words[place], places)
                if slot > 0:
                    table[slot + number] = found
            room.grid[number, place] = max(found, 0.0)
