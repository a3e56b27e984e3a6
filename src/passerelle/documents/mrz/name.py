"""The names of a zone: two fillers part surname from given names, one stands for a space or hyphen.

ICAO Doc 9303 part 3 section 4.6: a name too long for the field is cut, and then
the last place is a letter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from passerelle.documents.mrz.digit import FILLER
from passerelle.documents.mrz.zone import plain

_ORDERLY = re.compile(r"[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*")
_MORE = re.compile(r"(?<=[A-Z0-9])(<{2,})(?=[A-Z0-9])")
SEPARATOR = FILLER * 2


class Names(NamedTuple):
    """The two parts of a name."""

    surname: str
    given_names: str


def split(text: str) -> Names:
    """Surname and given names, fillers read as spaces."""
    body = text.lstrip(FILLER)
    surname, _, given = body.partition(SEPARATOR)
    return Names(plain(surname), plain(given))


def may_be_cut(text: str) -> bool:
    """True when the field is full to its last place."""
    return bool(text) and text[-1] != FILLER


def is_orderly(text: str) -> bool:
    """True when letters and fillers stand as the standard says."""
    return _ORDERLY.fullmatch(text) is not None


def filler_faults(text: str) -> list[tuple[int, str]]:
    """Where fillers stand that should not, and why; places count from nought in the field."""
    faults = []
    if text.startswith(FILLER):
        faults.append((0, "a name begins with a filler" if text.strip(FILLER) else "there is no name"))
    for number, match in enumerate(_MORE.finditer(text)):
        if len(match[1]) > len(SEPARATOR):
            faults.append((match.start(1), "more than two fillers stand between parts of the name"))
        elif number:
            faults.append((match.start(1), "the surname is parted from the given names more than once"))
    return faults
