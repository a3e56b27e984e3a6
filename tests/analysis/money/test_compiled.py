from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.analysis.money.compiled import appended, first_after


@settings(deadline=None)
@given(st.lists(st.integers(0, 9)), st.integers(-1, 10))
def test_the_first_place_after_a_position_is_found(places: list[int], position: int) -> None:
    ascending = np.array(sorted(places), dtype=np.int64)
    expected = sum(place <= position for place in places)
    assert first_after(ascending, 0, len(places), position) == expected


def test_a_full_array_grows_and_keeps_what_it_held() -> None:
    numbers = np.array([1, 2], dtype=np.int64)
    grown = appended(numbers, 2, 3)
    assert grown[:3].tolist() == [1, 2, 3]
    assert len(grown) > 3
    assert appended(grown, 3, 4) is not numbers
