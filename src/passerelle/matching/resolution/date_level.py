"""Levels of two dates of birth, exact, partial, damaged or ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from passerelle.core.values import date
from passerelle.matching.resolution.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.matching.resolution.side import Ints

SAME, SLIP, POSSIBLE, YEAR, OTHER = range(5)
WORDS = (
    "the same day",
    "one slip apart, or day and month swapped",
    "can be the same, one is less exact",
    "within a year of each other",
    "different",
)
FIGURES = 8
NEXT_YEAR = 366


class DateComparator:
    """Compares dates in their EDTF form; of a day that does not exist only the figures are compared."""

    def __init__(self, texts: Sequence[str]) -> None:
        spans = [_span(text) for text in texts]
        self._first = np.array([first for first, _ in spans], dtype=np.int64)
        self._last = np.array([last for _, last in spans], dtype=np.int64)
        days = [figures(text) for text in texts]
        self._figures = np.array(days, dtype=object)
        self._whole = np.array([len(one) == FIGURES for one in days], dtype=bool)
        self._swapped = np.array([one[:4] + one[6:] + one[4:6] for one in days], dtype=object)

    def __call__(self, left: Ints, right: Ints, /) -> Evidence:
        """The evidence of each pair of dates; a shared day counts alike whichever it is."""
        level = np.full(len(left), OTHER, dtype=np.int8)
        apart = np.maximum(self._first[left] - self._last[right], self._first[right] - self._last[left])
        known = (self._first[left] > 0) & (self._first[right] > 0)
        level[known & (apart <= NEXT_YEAR)] = YEAR
        level[known & (apart <= 0)] = POSSIBLE
        whole = np.flatnonzero(self._whole[left] & self._whole[right])
        ours, theirs = self._figures[left[whole]], self._figures[right[whole]]
        slips = cpdist(ours.tolist(), theirs.tolist(), scorer=OSA.distance, score_cutoff=1)
        swapped = self._swapped[left[whole]] == theirs
        level[whole[(slips == 1) | swapped]] = SLIP
        level[whole[slips == 0]] = SAME
        return Evidence(level, np.zeros(len(left)))


def _span(text: str) -> tuple[int, int]:
    if len(text) == FIGURES and text.isdigit():
        return 0, 0
    first, last = date.span(text)
    return first.toordinal(), last.toordinal()


def figures(text: str) -> str:
    """The eight figures of one exact day, or nothing."""
    bare = text.replace("-", "")
    return bare if len(bare) == FIGURES and bare.isdigit() else ""
