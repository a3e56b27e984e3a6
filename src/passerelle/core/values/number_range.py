"""The document numbers from a first to a last, as an issuer counts them.

Only digits count up; the signs around them are the same in both. What cannot
be counted so is no range.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from passerelle.core.values.text import alphanumeric
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 10_000  # blanks are stolen by the box; more in one row is a mistake of typing
_PARTS = re.compile(r"(?P<before>.*?)(?P<count>[0-9]+)(?P<after>[^0-9]*)")


class NumberRangeError(PasserelleError):
    """The two numbers are no range; nothing was taken of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the two numbers are no range: {reason}; nothing was taken, give both as printed")


def numbers(first: str, last: str) -> Iterator[str]:
    """Every number from the first to the last, both included; raises NumberRangeError."""
    low, high = alphanumeric(first), alphanumeric(last)
    start, end = _PARTS.fullmatch(low), _PARTS.fullmatch(high)
    if start is None or end is None or len(low) != len(high):
        raise NumberRangeError("they have different lengths or no digits")
    if (start["before"], start["after"]) != (end["before"], end["after"]):
        raise NumberRangeError("the signs around the counted digits differ")
    count = int(end["count"]) - int(start["count"]) + 1
    if not 1 <= count <= MOST:
        raise NumberRangeError(f"it would hold none, or more than {MOST}")
    before, after, width, begin = start["before"], start["after"], len(start["count"]), int(start["count"])
    return (f"{before}{number:0{width}d}{after}" for number in range(begin, begin + count))
