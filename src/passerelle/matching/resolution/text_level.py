"""Levels of two short texts: the same, a slip apart, two slips apart, the same beginning, different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from passerelle.matching.resolution.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.matching.resolution.evidence import Floats
    from passerelle.matching.resolution.side import Ints

SAME, SLIP, SLIPS, BEGINNING, OTHER = range(5)
WORDS = ("the same", "one slip apart", "two slips apart", "begin alike", "different")
LONG = 5  # two slips in a shorter text leave little of it
BEGINS = 4
SHORT = 2  # of texts this short, or of figures alone this short, one slip makes another value


class TextComparator:
    """Compares texts by the slips between them (optimal string alignment: a swap of neighbours is one)."""

    def __init__(self, texts: Sequence[str], bits: Floats) -> None:
        self._texts = np.array(texts, dtype=object)
        self._sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begins: dict[str, int] = {}
        self._begins = np.fromiter(
            (begins.setdefault(text[:BEGINS], len(begins)) for text in texts),
            dtype=np.int64,
            count=len(texts),
        )
        self._bits = bits

    def __call__(self, left: Ints, right: Ints, /) -> Evidence:
        """The evidence of each pair of texts."""
        level = np.full(len(left), OTHER, dtype=np.int8)
        shortest = np.minimum(self._sizes[left], self._sizes[right])
        level[(self._begins[left] == self._begins[right]) & (shortest > BEGINS)] = BEGINNING
        near = np.flatnonzero((np.abs(self._sizes[left] - self._sizes[right]) <= SLIPS) & (left != right))
        slips = cpdist(
            self._texts[left[near]].tolist(),
            self._texts[right[near]].tolist(),
            scorer=OSA.distance,
            score_cutoff=SLIPS,
        )
        short = shortest[near]
        level[near[(slips == SLIPS) & (short >= LONG)]] = SLIPS
        level[near[(slips == SLIP) & (short > SHORT)]] = SLIP
        level[left == right] = SAME
        return Evidence(level, np.where(left == right, self._bits[left], 0.0))
