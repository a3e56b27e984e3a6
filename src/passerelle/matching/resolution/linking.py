"""Two files linked: for each row of the left the most likely rows of the right, each with its reasons.

A row may be linked to several rows or to none; that a file holds everybody once
is not assumed. Of each pair only its score is kept, and what it is made of is
looked at again for the pairs that are shown, so that memory follows the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution.candidate import candidates
from passerelle.matching.resolution.estimation import MOST_LEARNT_FROM, Sizes, even_pairs, learnt
from passerelle.matching.resolution.evidence import compare
from passerelle.matching.resolution.exclusion import exclusive
from passerelle.matching.resolution.model import THRESHOLD
from passerelle.matching.resolution.reason import reasons
from passerelle.matching.resolution.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from passerelle.matching.resolution.evidence import Evidence, Floats, Pairs
    from passerelle.matching.resolution.field import Field
    from passerelle.matching.resolution.model import Model
    from passerelle.matching.resolution.shape import Shape
    from passerelle.matching.resolution.side import Ints, Side, Vocabulary

MOST_CANDIDATES = 10
SHOWN = 0.001  # a candidate less likely than this is none
PAIRS_AT_ONCE = 1_000_000
DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One candidate; `score` is the probability that both are the same."""

    left: str
    right: str
    score: float
    same: bool
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The pairs compared, what was learnt, and the score of each."""

    pairs: Pairs
    model: Model
    score: Floats


def link(left: Side, right: Side, vocabularies: Mapping[Field, Vocabulary]) -> Iterator[Link]:
    """The candidates of each row of the left file, in its order, best first."""
    found = shape(left, right, vocabularies)
    if found.comparators and left.ids and right.ids:
        yield from links(found, compared(found))


def links(found: Shape, linked: Linked) -> Iterator[Link]:
    """What was compared, as people read it."""
    left, right = found.left, found.right
    chosen = _chosen(linked)
    for start in range(0, len(chosen), PAIRS_AT_ONCE):
        part = chosen[start : start + PAIRS_AT_ONCE]
        pairs = linked.pairs.at(part)
        texts = reasons(linked.model, _evidence(found, pairs))
        scores = np.round(linked.score[part], DECIMALS).tolist()
        for here, there, score, why in zip(
            pairs.left.tolist(), pairs.right.tolist(), scores, texts, strict=True
        ):
            yield Link(
                left=left.ids[here], right=right.ids[there], score=score, same=score >= THRESHOLD, why=why
            )


def compared(found: Shape) -> Linked:
    """Every candidate pair, the model learnt from them, and the score."""
    sizes = Sizes(len(found.left.ids), len(found.right.ids))
    pairs = _of_one_kind(found, candidates(*found.meeting))
    even = _of_one_kind(found, even_pairs(sizes))
    every = max(len(pairs) // MOST_LEARNT_FROM, 1)
    sample = pairs.at(np.arange(0, len(pairs), every))
    model = learnt(_evidence(found, even), _evidence(found, sample), sizes, every)
    odds = np.zeros(len(pairs))
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        part = np.arange(start, min(start + PAIRS_AT_ONCE, len(pairs)))
        odds[part] = model.odds(_evidence(found, pairs.at(part))).against_all
    return Linked(pairs, model, exclusive(pairs, odds, sizes))


def _evidence(found: Shape, pairs: Pairs) -> dict[Field, Evidence]:
    return {
        field: compare(found.left.columns[field], found.right.columns[field], pairs, comparator)
        for field, comparator in found.comparators.items()
    }


def _of_one_kind(found: Shape, pairs: Pairs) -> Pairs:
    """Without the pairs of a person and what is none."""
    here, there = found.left.kinds[pairs.left], found.right.kinds[pairs.right]
    return pairs.at((here == there) | (here == 0) | (there == 0))


def _chosen(linked: Linked) -> Ints:
    """Places of the best pairs of each left row, in the order of the rows."""
    shown = np.flatnonzero(linked.score >= SHOWN)
    left, score = linked.pairs.left[shown], linked.score[shown]
    order = np.lexsort((linked.pairs.right[shown], -score, left))
    shown, left = shown[order], left[order]
    first = np.searchsorted(left, left)
    return shown[np.arange(len(left)) - first < MOST_CANDIDATES]
