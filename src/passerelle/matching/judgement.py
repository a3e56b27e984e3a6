"""What a person decided about two entities: the same, different, or unsure.

A judgement is never edited. A later one by anyone answers it, and both stay on
record. One that is taken back stays on record too, marked so, and counts no
more: the one before it stands again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class JudgementError(PasserelleError):
    """A judgement is malformed; nothing was joined or parted."""


class Verdict(StrEnum):
    """What was decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"  # both were looked at, and nothing follows


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Judgement:
    """One person's decision on one pair; `left` and `right` are held in order, so a pair has one spelling."""

    when: datetime
    id: str  # settles the order of two judgements of one instant
    left: str
    right: str
    verdict: Verdict
    by: str
    why: str
    undone: bool = False  # somebody took it back

    def __post_init__(self) -> None:
        """Refuse a judgement without reason, author, time zone or second entity."""
        if self.left == self.right:
            raise JudgementError("an entity is not judged against itself; name two entities")
        if not self.by or not self.why.strip():
            raise JudgementError("a judgement names who made it and why; add both")
        if self.when.tzinfo is None:
            raise JudgementError("a judgement's time has a zone; give it in UTC")
        if self.left > self.right:
            first, second = self.right, self.left
            object.__setattr__(self, "left", first)
            object.__setattr__(self, "right", second)

    @property
    def pair(self) -> tuple[str, str]:
        """The two entities, in one order whichever way they were given."""
        return self.left, self.right


def standing(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The latest judgement of each pair that nobody took back, whatever order they arrived in."""
    latest: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.undone:
            continue
        held = latest.get(judgement.pair)
        if held is None or held < judgement:
            latest[judgement.pair] = judgement
    return latest
