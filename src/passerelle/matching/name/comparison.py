"""Two names compared: how near they are, whether they are called the same, and why in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.matching.name.alignment import align
from passerelle.matching.name.feature import score, shares_of
from passerelle.matching.name.reading import read
from passerelle.matching.name.reason import reasons
from passerelle.matching.name.threshold import SAME_NAME

if TYPE_CHECKING:
    from passerelle.matching.name.alignment import Alignment
    from passerelle.matching.name.feature import Shares
    from passerelle.matching.name.reading import Reading


@dataclass(frozen=True, slots=True)
class NameComparison:
    """A score from 0 to 1 about two names, and nothing about whose they are."""

    score: float
    alignment: Alignment
    shares: Shares

    @property
    def same(self) -> bool:
        """True at or above the published threshold."""
        return self.score >= SAME_NAME

    @property
    def why(self) -> str:
        """Sentences for a person who knows nothing of scores."""
        return reasons(self.alignment, self.shares)


def compare_names(left: str, right: str, schema: str = "") -> NameComparison:
    """How near two names are when both are read as names of this schema."""
    return compare_readings(*same_kind(left, right, schema))


def same_kind(left: str, right: str, schema: str) -> tuple[Reading, Reading]:
    """Both readings; where no schema is given, one that is a body's makes the other one too."""
    one, two = read(left, schema), read(right, schema)
    if one.body != two.body:
        one, two = read(left, "Company"), read(right, "Company")
    return one, two


def compare_readings(left: Reading, right: Reading) -> NameComparison:
    """The same for names that are read already."""
    found = align(left, right)
    shares = shares_of(left, right, found)
    return NameComparison(score(shares), found, shares)
