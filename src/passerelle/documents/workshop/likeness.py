"""How alike two examined documents are, with the reasons: what both have, the rarest first.

A feature that every document has says nothing; one that two of a hundred have
says much. What only one of them has counts against. Classes of fraud are said,
and do not count: a workshop makes more than one.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.workshop.feature import FeatureKind, features

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.documents.workshop.examination import Examination


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature, how many of the examined documents have it, and what it weighs."""

    feature: str
    held_by: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two documents; the score lies between nought and one and is no probability."""

    one: str
    other: str
    score: float
    shared: tuple[Reason, ...]  # the heaviest first
    apart: tuple[str, ...]  # what only one of the two has


@dataclass(frozen=True, slots=True)
class Rarity:
    """How often each feature stands among the examined documents."""

    counts: Mapping[str, int]
    documents: int

    def weight(self, code: str) -> float:
        """More for what is rarer; nought for a class."""
        if features()[code].kind is FeatureKind.CLASS:
            return 0.0
        return math.log((self.documents + 1) / self.counts.get(code, 1))

    def reason(self, code: str) -> Reason:
        """The feature with its count and weight."""
        return Reason(feature=code, held_by=self.counts.get(code, 0), weight=round(self.weight(code), 3))


def rarity(examined: Iterable[Examination]) -> Rarity:
    """How often each feature stands among these."""
    held = list(examined)
    return Rarity(Counter(code for one in held for code in one.features), len(held))


def likeness(one: Examination, other: Examination, among: Rarity) -> Likeness:
    """What both have against what either has, each by its rarity; the same in both directions."""
    shared, apart = one.features & other.features, one.features ^ other.features
    both = sum(map(among.weight, sorted(shared)))
    either = both + sum(map(among.weight, sorted(apart)))
    reasons = sorted(map(among.reason, shared), key=lambda found: (-found.weight, found.feature))
    return Likeness(
        one=one.id,
        other=other.id,
        score=round(both / either, 4) if either else 0.0,
        shared=tuple(reasons),
        apart=tuple(sorted(apart)),
    )
