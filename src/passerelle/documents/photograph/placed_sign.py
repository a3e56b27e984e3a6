"""A zone put together from signs whose places are known: fillers by shape, the others as they were read.

A word of letters and digits counts where it has as many signs as stand in its
place. Where one does not, the zone is not read this way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.mrz.digit import ALPHABET, FILLER
from passerelle.documents.photograph.quality import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

Sign = tuple[int, int, bool]  # first and last column, and whether its shape is that of a filler
SLACK = 3  # pixels that a reader of letters leaves out at the ends of a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as a reader of letters gave it."""

    text: str
    confidence: float
    left: int
    middle: int  # the row that halves it
    width: int
    height: int


def placed(words: Sequence[Word], lines: Sequence[Sequence[Sign]], step: int) -> Reading | None:
    """The zone whose lines lie so many rows apart; None where a sign was not read."""
    texts = [[FILLER if filler else "" for *_, filler in line] for line in lines]
    for word in words:
        number = word.middle // step
        if number >= len(lines):
            return None
        places = _places(word, lines[number])
        if len(places) != len(word.text) or not set(word.text) <= set(ALPHABET):
            return None
        for place, sign in zip(places, word.text, strict=True):
            texts[number][place] = sign
    if not words or any("" in line for line in texts):
        return None
    return Reading(
        text="\n".join("".join(line) for line in texts),
        confidence=round(sum(word.confidence for word in words) / len(words), 1),
        height=max(word.height for word in words),
        fillers=0,
    )


def _places(word: Word, line: Sequence[Sign]) -> list[int]:
    first, last = word.left - SLACK, word.left + word.width + SLACK
    return [
        place
        for place, (start, end, filler) in enumerate(line)
        if not filler and first <= (start + end) / 2 <= last
    ]
