from __future__ import annotations

import numpy as np

from passerelle.analysis.money.found import Found


def test_groups_come_back_one_by_one() -> None:
    found = Found(np.array([2, 5]), np.array([7, 8, 1, 2, 3]))
    assert len(found) == 2
    assert [group.tolist() for group in found] == [[7, 8], [1, 2, 3]]
