"""The words of names as two arrays: every text of every word, and a row of numbers for each word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.name.word import ROLES
from passerelle.matching.screening.spelling import letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from passerelle.matching.name.word import Word

    Bytes = NDArray[np.uint8]
    Int = NDArray[np.int32]

# Where each text of a word begins; it ends where the next begins, the last at END.
LETTERS, SOUND, SKELETON, PERSIAN, MISREAD, END = range(6)
LINE, ROLE, WEIGHT, VOWELED, OCCURRING = range(6, 11)
COLUMNS = 11
NUMBER_OF = {role: number for number, role in enumerate(ROLES)}
HUNDRED = 100  # weights are kept as whole numbers


class WordRows(NamedTuple):
    """The texts one after the other, and the row of each word."""

    texts: Bytes
    rows: Int


def word_rows(words: Sequence[Word]) -> WordRows:
    """The arrays of these words."""
    texts: list[str] = []
    rows: list[tuple[int, ...]] = []
    start = 0
    for one in words:
        begins = [start]
        for text in (one.letters, one.sound, one.skeleton, one.persian, one.misread):
            texts.append(text)
            start += len(text)
            begins.append(start)
        rows.append((*begins, *_traits(one)))
    # What is not plain Latin stays one sign a letter, so that each text is found where it begins.
    blob = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8)
    return WordRows(blob, np.array(rows, np.int32).reshape(len(rows), COLUMNS))


def _traits(one: Word) -> tuple[int, ...]:
    occurring = letters_of(one.sound.encode("ascii", "replace")) & 0x7FFFFFFF
    return one.line, NUMBER_OF[one.role], round(one.weight * HUNDRED), int(one.voweled), occurring
