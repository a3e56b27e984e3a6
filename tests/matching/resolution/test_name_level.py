from __future__ import annotations

import numpy as np
import pytest

from passerelle.matching.resolution.name_level import (
    BITS_OF_SLIP,
    CONTAINED,
    OTHER,
    SAME,
    SHARED,
    WORD,
    NameComparator,
    Words,
)

UNTELLING = {"bnk"}


def comparator(*names: str) -> NameComparator:
    words = Words(names)
    telling = np.array([word not in UNTELLING for word in words.texts], dtype=bool)
    return NameComparator(words, np.full(len(words.texts), 5.0), telling)


@pytest.mark.parametrize(
    ("left", "right", "level", "bits"),
    [
        pytest.param("plgr vrn", "plgr vrn", SAME, 10, id="same"),
        pytest.param("plgr vrn", "plgr skr vrn", CONTAINED, 10, id="contained"),
        pytest.param("mlk plgr vrn", "plgr skr vrn", SHARED, 10, id="shared"),
        pytest.param("plgr vrn", "skr vrn", WORD, 5, id="one-word"),
        pytest.param("plgr vrn", "mlk skr", OTHER, 0, id="other"),
        pytest.param("plgr vrn", "plkr vrn", SAME, 10 - BITS_OF_SLIP, id="one-slip-in-a-word"),
        pytest.param("bnk plgr", "bnk vrn", OTHER, 5, id="an-untelling-word-is-not-shared"),
        pytest.param("bnk plgr", "plgr", SAME, 5, id="an-untelling-word-is-not-missed"),
    ],
)
def test_names_are_compared_by_their_words(left: str, right: str, level: int, bits: float) -> None:
    for one, two in ((left, right), (right, left)):
        found = comparator(one, two)(np.array([0]), np.array([1]))
        assert (found.level.tolist(), found.bits.tolist()) == ([level], [bits])
