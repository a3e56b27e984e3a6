"""The words asked about, as the arrays that a search goes by."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zlib import crc32

import numpy as np

from passerelle.matching.name.word import Role, word
from passerelle.matching.screening.word_key import line_keys, word_keys
from passerelle.matching.screening.word_row import word_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from passerelle.matching.name.word import Word
    from passerelle.matching.screening.word_row import Bytes, Int

    Key = NDArray[np.uint32]

MOST_WORDS = 12
T = TypeVar("T", bound=np.generic)
MOST_ASKED = 2 * MOST_WORDS


class Asked(NamedTuple):
    """The words asked about, and after them each two neighbours as one word; and the keys of each."""

    own: int
    first: Int  # which word it is, or begins with
    texts: Bytes
    rows: Int
    keys: Key
    key_at: Int
    line_keys: Key
    line_key_at: Int


def asked_words(own: Sequence[Word]) -> Asked:
    """The words of one name; its neighbours may stand in the segment as one."""
    joined = [(place, one) for place, pair in enumerate(pairwise(own)) if (one := _joined(*pair))]
    words = [*own, *(one for _, one in joined)]
    keys = [word_keys(one) for one in own] + [(crc32(one.skeleton.encode()),) for _, one in joined]
    lines = [line_keys(one) for one in words]
    made = word_rows(words)
    return Asked(
        own=len(own),
        first=fixed(np.array([*range(len(own)), *(place for place, _ in joined)], np.int32)),
        texts=made.texts,
        rows=fixed(made.rows),
        keys=fixed(np.array([key for found in keys for key in found], np.uint32)),
        key_at=_ends(keys),
        line_keys=fixed(np.array([key for found in lines for key in found], np.uint32)),
        line_key_at=_ends(lines),
    )


def fixed(array: NDArray[T]) -> NDArray[T]:
    """The array as one that nothing writes to: machine code is made once for such."""
    view = array.view()
    view.flags.writeable = False
    return view


def _joined(one: Word, other: Word) -> Word | None:
    return None if Role.INITIAL in {one.role, other.role} else word(one.letters + other.letters)


def _ends(parts: Iterable[Sequence[object]]) -> NDArray[np.int32]:
    return fixed(np.array([0, *accumulate(map(len, parts))], np.int32))
