from __future__ import annotations

import pytest

pytest.importorskip("numba")

import numpy as np

from passerelle.matching.screening.nearest import LONGEST_WORD, exchanged

TABLE = np.empty((LONGEST_WORD + 1, LONGEST_WORD + 1), np.int32)
CHANGED = {
    "none": ("brandl", "brandl", 0),
    "left-out": ("brandl", "brndl", 1),
    "changed": ("brandl", "brondl", 1),
    "exchanged": ("brandl", "barndl", 1),
    "all": ("abc", "xyz", 3),
    "empty": ("", "abc", 3),
}


@pytest.mark.parametrize(("one", "other", "changes"), CHANGED.values(), ids=CHANGED)
def test_changes_of_letters_are_counted(one: str, other: str, changes: int) -> None:
    left, right = (np.frombuffer(word.encode(), np.uint8) for word in (one, other))
    assert exchanged(left, right, TABLE) == changes


def test_a_very_long_word_is_cut() -> None:
    long = np.zeros(500, np.uint8)
    assert exchanged(long, long, TABLE) == 0
