"""The words of names as two arrays: every text of every word, and a row of numbers for each word."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.name.word import ROLES
from passerelle.matching.name.word_likeness import CLASSES
from passerelle.matching.screening.spelling import letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from passerelle.matching.name.word import Word

    Bytes = NDArray[np.uint8]
    Int = NDArray[np.int32]

# Where each text of a word begins; it ends where the next begins, the last at END.
LETTERS, SOUND, SKELETON, PERSIAN, MISREAD, END = range(6)
LINE, ROLE, WEIGHT, VOWELED = range(6, 10)
# Which letters occur at all in how it sounds, in its consonants as they are heard, and as it is misread.
OCCURRING, BARE, OTHER_BARE, MISREAD_AS = range(10, 14)
COLUMNS = 16  # a row fills one line of the processor's memory
NUMBER_OF = {role: number for number, role in enumerate(ROLES)}
KNOWN_WORDS = 50_000
HUNDRED = 100  # weights are kept as whole numbers


class WordRows(NamedTuple):
    """The texts one after the other, and the row of each word."""

    texts: Bytes
    rows: Int


def word_rows(words: Sequence[Word]) -> WordRows:
    """The arrays of these words."""
    texts: list[str] = []
    rows: list[int] = []
    start = 0
    for one in words:
        text, ends, traits = _read(one)
        texts.append(text)
        rows += [start + end for end in ends]
        rows += traits
        start += len(text)
    # What is not plain Latin stays one sign a letter, so that each text is found where it begins.
    blob = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8)
    return WordRows(blob, np.array(rows, np.int32).reshape(len(words), COLUMNS))


@lru_cache(maxsize=KNOWN_WORDS)
def _read(one: Word) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """All texts of a word, where each begins and the last ends, and the rest of its row."""
    parts = (one.letters, one.sound, one.skeleton, one.persian, one.misread)
    return "".join(parts), tuple(accumulate(map(len, parts), initial=0)), (*_traits(one), 0, 0)


def _traits(one: Word) -> tuple[int, ...]:
    heard = (one.skeleton.translate(CLASSES), one.persian.translate(CLASSES))
    occurring = [letters_of(text.encode("ascii", "replace")) for text in (one.sound, *heard, one.misread)]
    return one.line, NUMBER_OF[one.role], round(one.weight * HUNDRED), int(one.voweled), *occurring
