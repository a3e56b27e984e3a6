from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Levenshtein

from passerelle.matching.screening import spelling
from passerelle.matching.screening.spelling import LONGEST_WORD, SIGNS, changes, letters_of, mark

CHANGED = {
    "none": ("brandl", "brandl", 0),
    "left-out": ("brandl", "brndl", 1),
    "changed": ("brandl", "brondl", 1),
    "exchanged": ("brandl", "barndl", 1),
    "all": ("abc", "xyz", 3),
    "empty": ("", "abc", 3),
}
WORDS = st.text("abcdr", max_size=12)


def counted(one: str, other: str, *, swaps: bool = True, plainly: bool = False) -> int:
    left, right = (np.frombuffer(word.encode(), np.uint8) for word in (one, other))
    places = np.zeros((1, 1, SIGNS), np.uint64)
    (spelling._mark_plainly if plainly else mark)(left, 0, len(left), 0, places[0, 0])
    count = spelling._changes_plainly if plainly else changes
    return count(places, 0, 0, len(left), right, 0, len(right), 0, int(swaps))


@pytest.mark.parametrize(("one", "other", "count"), CHANGED.values(), ids=CHANGED)
def test_changes_of_letters_are_counted(one: str, other: str, count: int) -> None:
    assert counted(one, other) == count


@settings(deadline=None)
@given(WORDS, WORDS, st.booleans())
def test_the_changes_are_those_that_rapidfuzz_counts(one: str, other: str, swaps: bool) -> None:
    expected = (OSA if swaps else Levenshtein).distance(one, other)
    assert counted(one, other, swaps=swaps) == expected
    assert counted(one, other, swaps=swaps, plainly=True) == expected


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_letters_that_occur_never_say_more_changes_than_there_are(one: str, other: str) -> None:
    left, right = letters_of(one.encode()), letters_of(other.encode())
    least = spelling.at_least(left, right)
    assert least == spelling._at_least_plainly(left, right)
    assert least <= counted(one, other)


def test_a_very_long_word_is_cut() -> None:
    assert counted("a" * 500, "a" * 400) == 0
    assert LONGEST_WORD < 64
