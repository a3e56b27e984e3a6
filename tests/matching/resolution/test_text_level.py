from __future__ import annotations

import numpy as np
import pytest

from passerelle.matching.resolution.text_level import (
    BEGINNING,
    OTHER,
    SAME,
    SLIP,
    SLIPS,
    WORDS,
    TextComparator,
)


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        pytest.param("marlow", "marlow", SAME, id="same"),
        pytest.param("marlow", "malrow", SLIP, id="neighbours-swapped"),
        pytest.param("marlow", "marlo", SLIP, id="one-left-out"),
        pytest.param("marlow", "barlew", SLIPS, id="two-slips"),
        pytest.param("marlowski", "marlenberg", BEGINNING, id="beginning"),
        pytest.param("marlow", "pelgor", OTHER, id="different"),
        pytest.param("12", "13", OTHER, id="short-figures-have-no-slip"),
        pytest.param("abcd", "abdxe", OTHER, id="two-slips-leave-little-of-a-short-text"),
    ],
)
def test_texts_are_compared_by_their_slips(left: str, right: str, level: int) -> None:
    comparator = TextComparator([left, right], np.array([3.0, 5.0]))
    other = 0 if left == right else 1
    found = comparator(np.array([0]), np.array([other]))
    assert found.level.tolist() == [level]
    assert found.bits.tolist() == [3.0 if level == SAME else 0.0]
    assert len(WORDS) == OTHER + 1
