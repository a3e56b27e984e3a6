"""Which of the lines on a photograph are a machine-readable zone.

Readers of letters lose spaces between fillers and count long runs of fillers
wrongly. Runs are brought to the length of the line, and that is told; no other
character is changed here (possible misreadings are offered by the check).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.digit import ALPHABET, FILLER
from passerelle.documents.photograph.quality import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

SHAPES = ((2, 44), (2, 36), (3, 30))
MOST_FILLERS = 12  # a line that lacks more was not read
MOST_LINES = 200
FIRST = frozenset("ACIPV")
LEAST_AGREEING = 1  # digits that agree, less those that differ
_RUN = re.compile(f"{FILLER}{{2,}}")
_ALLOWED = frozenset(ALPHABET + FILLER)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader of letters gave it."""

    text: str
    confidence: float
    height: int


def found_zone(lines: Sequence[Line], today: date) -> Reading | None:
    """The lines that are most like a zone; None where none are."""
    usable = [line for line in (_packed(line) for line in lines[:MOST_LINES]) if line is not None]
    readings = [one for count, width in SHAPES for one in _readings(usable, count, width)]
    readings = [one for one in readings if _may_be(one, today)]
    return max(readings, key=lambda one: likeness(one, today), default=None)


def _may_be(one: Reading, today: date) -> bool:
    """Letters at chance agree with a digit once in ten times; those of a zone do so more often."""
    return one.text[0] in FIRST and likeness(one, today)[1] >= LEAST_AGREEING


def _packed(line: Line) -> Line | None:
    text = "".join(line.text.split()).upper()
    if len(text) < SHAPES[-1][1] - MOST_FILLERS or not _ALLOWED.issuperset(text):
        return None
    return Line(text, line.confidence, line.height)


def _readings(lines: Sequence[Line], count: int, width: int) -> Iterator[Reading]:
    for start in range(len(lines) - count + 1):
        group = lines[start : start + count]
        fitted = [_fitted(line.text, width) for line in group]
        if any(text is None for text in fitted):
            continue
        yield Reading(
            text="\n".join(text for text in fitted if text is not None),
            confidence=round(sum(line.confidence for line in group) / count, 1),
            height=min(line.height for line in group),
            fillers=sum(abs(width - len(line.text)) for line in group),
        )


def _fitted(text: str, width: int) -> str | None:
    """The line with its longest run of fillers made longer or shorter; None where that gives no size."""
    missing = width - len(text)
    if missing == 0:
        return text
    runs = sorted(_RUN.finditer(text), key=lambda run: len(run[0]), reverse=True)
    if abs(missing) > MOST_FILLERS or not runs or len(runs[0][0]) + missing < 1:
        return None
    at = runs[0].end()
    return text[:at] + FILLER * missing + text[at:] if missing > 0 else text[: at + missing] + text[at:]


def likeness(one: Reading, today: date) -> tuple[bool, int, int, int, float]:
    """How much a reading is like a zone, to be compared with others: digits first, then characters."""
    result = check(one.text, today)
    agree = sum(found.ok is True for found in result.checks)
    differ = sum(found.ok is False for found in result.checks)
    whole = one.fillers == 0 and result.consistent is True
    return whole, agree - differ, -one.fillers, -len(result.indicators), one.confidence
