"""Levels of two whole names, as sets of words in any order and any script, weighed by rarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from passerelle.matching.resolution.evidence import Evidence, combinations
from passerelle.matching.resolution.side import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.matching.resolution.evidence import Floats
    from passerelle.matching.resolution.side import Ints

SAME, CONTAINED, SHARED, WORD, OTHER = range(5)
WORDS = (
    "the same words",
    "one has all the words of the other and more",
    "share words, each has others",
    "share one word",
    "no word in common",
)
MOST_WORDS = 12
LONG = 4  # consonants of a word that survive a slip
BITS_OF_SLIP = 3.0
EXACT, NEAR = 2, 1


class Words:
    """The words of every name of a vocabulary, numbered."""

    def __init__(self, names: Sequence[str]) -> None:
        codes: dict[str, int] = {}
        start, held = [0], []
        for name in names:
            held += [codes.setdefault(word, len(codes)) for word in name.split()[:MOST_WORDS]]
            start.append(len(held))
        self.texts = list(codes)
        self.of_name = Column(np.array(start, dtype=np.int64), np.array(held, dtype=np.int64))


class NameComparator:
    """Compares names by the words that they share, one slip in a word's consonants allowed."""

    def __init__(self, words: Words, bits: Floats, telling: npt.NDArray[np.bool_]) -> None:
        self._words = words.of_name
        self._counts = words.of_name.counts
        self._telling = telling
        said = np.concatenate([[0], np.cumsum(telling[words.of_name.codes])])
        self._told = said[words.of_name.start[1:]] - said[words.of_name.start[:-1]]
        self._texts = np.array(words.texts, dtype=object)
        self._sizes = np.fromiter(map(len, words.texts), dtype=np.int64, count=len(words.texts))
        self._bits = bits

    def __call__(self, left: Ints, right: Ints, /) -> Evidence:
        """The evidence of each pair of names."""
        matched, bits = self._matched(left, right)
        back, bits_back = self._matched(right, left)
        shared, bits = np.minimum(matched, back), np.minimum(bits, bits_back)
        here, there = self._told[left], self._told[right]
        least, most = np.minimum(here, there), np.maximum(here, there)
        level = np.full(len(left), OTHER, dtype=np.int8)
        level[shared > 0] = WORD
        level[shared > 1] = SHARED
        level[(shared > 1) & (shared == least)] = CONTAINED
        level[(shared > 0) & (shared == most)] = SAME
        return Evidence(level, bits)

    def _matched(self, left: Ints, right: Ints) -> tuple[Ints, Floats]:
        """How many telling words of the left are on the right too, and the bits of all that are."""
        here, there = self._counts[left], self._counts[right]
        count, bits = np.zeros(len(left), dtype=np.int64), np.zeros(len(left))
        held = np.flatnonzero(here * there)
        spread = combinations(here[held], there[held])
        ours = self._words.codes[np.repeat(self._words.start[left[held]], spread.sizes) + spread.first]
        theirs = self._words.codes[np.repeat(self._words.start[right[held]], spread.sizes) + spread.second]
        likeness = self._likeness(ours, theirs)
        told = ((likeness > 0) & self._telling[ours]).astype(np.int64)
        worth = np.maximum(self._bits[ours] - BITS_OF_SLIP * (likeness == NEAR), 0.0) * (likeness > 0)
        # The combinations of one left word follow one another: its best is one reduction.
        firsts = np.flatnonzero(spread.second == 0)
        name = np.repeat(held, here[held])
        np.add.at(count, name, np.maximum.reduceat(told, firsts) if len(firsts) else 0)
        np.add.at(bits, name, np.maximum.reduceat(worth, firsts) if len(firsts) else 0.0)
        return count, bits

    def _likeness(self, ours: Ints, theirs: Ints) -> Ints:
        likeness = np.where(ours == theirs, EXACT, 0)
        apart = np.abs(self._sizes[ours] - self._sizes[theirs])
        near = np.flatnonzero(
            (ours != theirs) & (apart <= 1) & (np.minimum(self._sizes[ours], self._sizes[theirs]) >= LONG)
        )
        if len(near):
            width = len(self._texts)
            pairs, where = np.unique(ours[near] * width + theirs[near], return_inverse=True)
            slips = cpdist(
                self._texts[pairs // width].tolist(),
                self._texts[pairs % width].tolist(),
                scorer=OSA.distance,
                score_cutoff=1,
            )
            likeness[near] = NEAR * (slips[where] == 1)
        return likeness
