from __future__ import annotations

import numpy as np

from passerelle.analysis.money.compiled import appended


def test_a_full_array_grows_and_keeps_what_it_held() -> None:
    numbers = np.array([1, 2], dtype=np.int64)
    grown = appended(numbers, 2, 3)
    assert grown[:3].tolist() == [1, 2, 3]
    assert len(grown) > 3
    assert appended(grown, 3, 4) is not numbers
