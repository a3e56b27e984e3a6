"""What one field says about pairs of rows: a level each, best first, and how rare what they share is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from passerelle.matching.resolution.side import Column, Ints

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
SILENT = -1
MOST_COMBINATIONS = 4_000_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates: places in the rows of the left and of the right file."""

    left: Ints
    right: Ints

    def __len__(self) -> int:
        return len(self.left)

    def at(self, chosen: npt.NDArray[np.generic]) -> Pairs:
        """Some of them."""
        return Pairs(self.left[chosen], self.right[chosen])


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each pair the level, SILENT where a side holds nothing, and the bits of what both share."""

    level: Levels
    bits: Floats

    def at(self, chosen: Ints) -> Evidence:
        """Of some of the pairs."""
        return Evidence(self.level[chosen], self.bits[chosen])


class Comparator(Protocol):
    """Compares different values of one field, given as numbers of the shared vocabulary."""

    def __call__(self, left: Ints, right: Ints, /) -> Evidence:
        """The evidence of each pair of values, of which none is silent."""


def compare(left: Column, right: Column, pairs: Pairs, comparator: Comparator) -> Evidence:
    """The best evidence among all values of each pair, in pieces that fit in memory."""
    sizes = left.counts[pairs.left] * right.counts[pairs.right]
    ends = np.searchsorted(np.cumsum(sizes), np.arange(MOST_COMBINATIONS, sizes.sum(), MOST_COMBINATIONS))
    parts = [
        _compare(left, right, pairs.at(part), comparator)
        for part in np.split(np.arange(len(pairs)), np.unique(ends))
    ]
    return Evidence(
        np.concatenate([part.level for part in parts]), np.concatenate([part.bits for part in parts])
    )


def _compare(left: Column, right: Column, pairs: Pairs, comparator: Comparator) -> Evidence:
    level = np.full(len(pairs), SILENT, dtype=np.int8)
    bits = np.zeros(len(pairs))
    here, there = left.counts[pairs.left], right.counts[pairs.right]
    held = np.flatnonzero(here * there)
    if not len(held):
        return Evidence(level, bits)
    spread = combinations(here[held], there[held])
    ours = left.codes[np.repeat(left.start[pairs.left[held]], spread.sizes) + spread.first]
    theirs = right.codes[np.repeat(right.start[pairs.right[held]], spread.sizes) + spread.second]
    found = _once(ours, theirs, comparator)
    best = _best(found, spread.starts, spread.sizes)
    level[held], bits[held] = found.level[best], found.bits[best]
    return Evidence(level, bits)


@dataclass(frozen=True, slots=True)
class Spread:
    """Every combination of the members of pairs of sets, pair after pair."""

    sizes: Ints
    starts: Ints
    first: Ints
    second: Ints


def combinations(here: Ints, there: Ints) -> Spread:
    """For pairs of sets of these sizes: place in the first set and in the second, for each combination."""
    sizes = here * there
    starts = np.cumsum(sizes) - sizes
    place = np.arange(sizes.sum()) - np.repeat(starts, sizes)
    width = np.repeat(there, sizes)
    return Spread(sizes, starts, place // width, place % width)


def _once(ours: Ints, theirs: Ints, comparator: Comparator) -> Evidence:
    """Each different pair of values is compared once."""
    width = int(theirs.max()) + 1
    different, where = np.unique(ours * width + theirs, return_inverse=True)
    found = comparator(different // width, different % width)
    return Evidence(found.level[where], found.bits[where])


def _best(found: Evidence, starts: Ints, sizes: Ints) -> Ints:
    """For each pair the place of its best combination: the lowest level, then the most bits."""
    if (sizes == 1).all():
        return starts
    rank = found.bits - 1000.0 * found.level
    best = np.maximum.reduceat(rank, starts)
    hit = np.flatnonzero(rank == np.repeat(best, sizes))
    pair = np.repeat(np.arange(len(starts)), sizes)[hit]
    _, first = np.unique(pair, return_index=True)
    return hit[first]
