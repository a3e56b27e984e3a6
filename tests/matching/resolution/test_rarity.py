from __future__ import annotations

import numpy as np

from passerelle.matching.resolution.rarity import holders, rarity
from passerelle.matching.resolution.side import Column


def test_holders_are_counted_in_both_files() -> None:
    left = Column(np.array([0, 2, 3]), np.array([0, 1, 1]))
    right = Column(np.array([0, 1]), np.array([1]))
    assert holders((left, right), 3).tolist() == [1, 3, 0]


def test_what_fewer_hold_surprises_more_and_small_files_hardly_move_what_is_believed() -> None:
    many = rarity(np.array([1, 2, 100, 5000]), 10_000, 0.001)
    assert many.tolist() == sorted(many.tolist(), reverse=True)
    few = rarity(np.array([2]), 4, 0.001)
    assert abs(few[0] - -np.log2(0.001)) < 3
    assert (rarity(np.array([9]), 1, 1.0) == 0).all()
