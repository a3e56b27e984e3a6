"""Weights learnt from the two files alone, without any pair that somebody has judged.

u comes from pairs taken evenly over all there are, of which nearly none is the
same. m and the prior come from expectation maximisation over the candidates
(Dempster, Laird and Rubin, 1977). What is believed before counts as some pairs
seen, so that small files move it little.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution.evidence import Pairs
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.model import BELIEVED, MOST_SEEN, Model, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.matching.resolution.evidence import Evidence, Floats

EVEN_PAIRS = 50_000
PAIRS_BELIEVED = 20.0  # of one field, among the same
PAIRS_BELIEVED_APART = 2_000.0  # among the different
MOST_LEARNT_FROM = 1_000_000
ROUNDS = 30
TURNS = 3
SETTLED = 1e-4
GOLDEN = 0.6180339887498949
# Of the smaller file, before anything is compared.
SHARE_SAME = 0.3
SHARE_KIN = 0.1


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows each file has."""

    left: int
    right: int

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return self.left * self.right


def even_pairs(sizes: Sizes) -> Pairs:
    """Pairs spread evenly over all, or all where there are few; the same ones every time."""
    count = min(sizes.pairs, EVEN_PAIRS)
    step = max(int(sizes.pairs * GOLDEN), 1)
    while np.gcd(step, sizes.pairs) != 1:
        step += 1
    # Python's integers do not overflow where a million rows meet a million.
    places = [(place * step) % sizes.pairs for place in range(count)]
    rows = np.array([divmod(place, sizes.right) for place in places], dtype=np.int64).reshape(-1, 2)
    return Pairs(rows[:, 0], rows[:, 1])


def believed(fields: Iterable[Field], sizes: Sizes) -> Model:
    """What holds before anything is learnt."""
    smaller = min(sizes.left, sizes.right)
    return Model(
        _share(SHARE_SAME * smaller, sizes),
        _share(SHARE_KIN * smaller, sizes),
        {field: BELIEVED[field] for field in fields},
        max(sizes.left, sizes.right),
    )


def learnt(
    even: Mapping[Field, Evidence], near: Mapping[Field, Evidence], sizes: Sizes, every: int = 1
) -> Model:
    """The model after learning u from the even pairs and all else from the near ones, by turns.

    Of the candidates the near ones are every so many.
    """
    model = believed(even, sizes)
    for _ in range(TURNS):
        # Some of the even pairs are the same after all, more so in small files: they say nothing about u.
        apart = 1.0 - model.odds(even).probability
        weights = {field: _apart(field, model.weights[field], even[field], apart) for field in even}
        model = replace(model, weights=weights)
        model = _maximised(model, near, sizes, every)
    return model


def _maximised(model: Model, seen: Mapping[Field, Evidence], sizes: Sizes, every: int) -> Model:
    """Expectation and maximisation until m moves no more."""
    for _ in range(ROUNDS):
        odds = model.odds(seen)
        same = odds.probability
        improved = replace(
            model,
            prior=_share(float(same.sum()) * every, sizes),
            kinship=_share(float(odds.kinship.sum()) * every, sizes),
            weights={field: _together(model.weights[field], field, seen[field], same) for field in seen},
        )
        moved = max(_distance(model.weights[field], improved.weights[field]) for field in seen)
        model = improved
        if moved < SETTLED:
            break
    return model


def _share(expected: float, sizes: Sizes) -> float:
    """What share of all pairs so many are; at least half a pair, at most half of them."""
    return min(max(expected, 0.5) / max(sizes.pairs, 1), 0.5)


def _apart(field: Field, weights: Weights, found: Evidence, apart: Floats) -> Weights:
    before = BELIEVED[field]
    said = found.level >= 0
    level, apart = found.level[said], apart[said]
    counted = np.bincount(level, weights=apart, minlength=len(before.u))
    weight = apart.sum() + PAIRS_BELIEVED_APART
    u = (counted + PAIRS_BELIEVED_APART * np.array(before.u)) / weight
    seen: tuple[tuple[float, ...], ...] = ()
    if field is Field.NAME:
        whole = np.minimum(found.bits[said], MOST_SEEN).astype(np.int64)
        table = np.bincount(
            level.astype(np.int64) * (MOST_SEEN + 1) + whole,
            weights=apart,
            minlength=len(before.u) * (MOST_SEEN + 1),
        ).reshape(len(before.u), MOST_SEEN + 1)
        seen = tuple(map(tuple, (table[:, ::-1].cumsum(axis=1)[:, ::-1] / weight).tolist()))
    return Weights(weights.m, tuple(u.tolist()), before.rarity, seen)


def _together(weights: Weights, field: Field, found: Evidence, same: Floats) -> Weights:
    said = found.level >= 0
    seen = np.bincount(found.level[said], weights=same[said], minlength=len(weights.m))
    believed_m = PAIRS_BELIEVED * np.array(BELIEVED[field].m)
    m = (seen + believed_m) / (seen.sum() + PAIRS_BELIEVED)
    return replace(weights, m=tuple(m.tolist()))


def _distance(before: Weights, after: Weights) -> float:
    return max(abs(one - two) for one, two in zip(before.m, after.m, strict=True))
