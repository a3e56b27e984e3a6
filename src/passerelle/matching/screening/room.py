"""What a search of a segment reads and what it writes to, as plain arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.screening.asked import MOST_ASKED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from passerelle.matching.screening.asked import Key
    from passerelle.matching.screening.word_row import Bytes, Int

    Real = NDArray[np.float32]

MOST_NEIGHBOURS = 8_192
MOST_LOOKED_AT = 16  # words of a name
LOOKED_AT = 64  # names compared at most


class Known(NamedTuple):
    """A segment: its words, the keys that find them, which names hold them, and who was born when."""

    keys: Key
    key_words: Int
    texts: Bytes
    rows: Int
    held_at: Int
    held: Int
    beside: Int
    row_word_at: Int
    row_words: Int
    row_body: Bytes
    row_entity: Int
    day_at: Int
    days: Int


class Room(NamedTuple):
    """What a search writes to: when names and words were last met, what words are like, what was found."""

    met: Int
    slot: Int  # of each word: which search met it last, where its likenesses are, and the greatest
    table: Real
    found: Int
    alike: Real
    grid: Real
    best: Int
    best_score: Real
    best_order: Real


def room(names: int, words: int) -> Room:
    """The room that one search at a time needs in a segment of this size."""
    return Room(
        met=np.zeros(names, np.int32),
        slot=np.zeros((words, 3), np.int32),
        table=np.empty(MOST_NEIGHBOURS * MOST_ASKED, np.float32),
        found=np.zeros(MOST_NEIGHBOURS, np.int32),
        alike=np.zeros(MOST_NEIGHBOURS, np.float32),
        grid=np.zeros((MOST_ASKED, MOST_LOOKED_AT), np.float32),
        best=np.zeros(LOOKED_AT, np.int32),
        best_score=np.zeros(LOOKED_AT, np.float32),
        best_order=np.zeros(LOOKED_AT, np.float32),
    )
