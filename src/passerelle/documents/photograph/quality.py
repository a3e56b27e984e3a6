"""How well a zone could be read on a photograph, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SURE, UNSURE = 85.0, 60.0  # mean confidence of the reader of letters, of a hundred
TALL_ENOUGH = 18  # pixels: below, strokes of letters run together


class Quality(StrEnum):
    """Three steps; none says anything about the document."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A zone as it was read on a photograph; characters are as the reader gave them."""

    text: str
    confidence: float
    height: int  # of a letter, in pixels
    fillers: int  # how many fillers were added or left out at the end of a run, so that lines have their size

    @property
    def quality(self) -> Quality:
        """What the figures say together."""
        if self.confidence < UNSURE or self.height < TALL_ENOUGH // 2:
            return Quality.POOR
        if self.confidence < SURE or self.height < TALL_ENOUGH or self.fillers:
            return Quality.FAIR
        return Quality.GOOD

    @property
    def advice(self) -> tuple[str, ...]:
        """What would make a better photograph, and what was done to this one."""
        found = []
        if self.height < TALL_ENOUGH:
            found.append("the letters are small: come closer, or photograph the zone alone")
        if self.confidence < SURE:
            found.append("some letters were hard to tell: more light, no glare, the document flat")
        if self.fillers:
            found.append("fillers at the end of a run were counted anew; compare with the document")
        return tuple(found)
