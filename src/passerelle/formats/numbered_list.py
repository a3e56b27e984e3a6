"""Cells that hold several values: `(1) Quetta (2) Nimroz`, `a) French, b) Tunisian`."""

from __future__ import annotations

import re

MARK = re.compile(r"(?:^|(?<=[\s,;:)\]]))\(?(?P<mark>\d{1,2}|[a-z])\)(?:\s*-\s*\(\d{1,2}\))?\s*")
SEPARATORS = " ,;:-"


def listed(cell: str) -> tuple[str, ...]:
    """Each value of the cell without its mark; a text before the first mark belongs to the first value."""
    marks = [match for match in MARK.finditer(cell) if match["mark"] in {"1", "a", "i"} or match.start() > 0]
    if not marks or marks[0]["mark"] not in {"1", "a"}:
        return (cell.strip(),) if cell.strip() else ()
    ends = [match.start() for match in marks[1:]] + [len(cell)]
    values = [cell[match.end() : end].strip(SEPARATORS) for match, end in zip(marks, ends, strict=True)]
    return tuple(value for value in values if value)
