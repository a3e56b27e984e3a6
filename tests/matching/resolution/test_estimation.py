from __future__ import annotations

import numpy as np
import pytest

from passerelle.matching.resolution import estimation
from passerelle.matching.resolution.estimation import Sizes, even_pairs, learnt
from passerelle.matching.resolution.evidence import Evidence
from passerelle.matching.resolution.field import Field


@pytest.mark.parametrize("sizes", [Sizes(7, 9), Sizes(1, 1), Sizes(12, 1)], ids=str)
def test_of_few_pairs_all_are_taken_once(sizes: Sizes) -> None:
    pairs = even_pairs(sizes)
    assert len(set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))) == sizes.pairs


def test_of_many_pairs_those_taken_lie_evenly_and_are_the_same_every_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(estimation, "EVEN_PAIRS", 4_000)
    pairs, again = even_pairs(Sizes(1_000_000, 999_983)), even_pairs(Sizes(1_000_000, 999_983))
    assert (pairs.left == again.left).all()
    assert (pairs.right == again.right).all()
    for rows in (pairs.left, pairs.right):
        assert abs(np.bincount(rows // 100_000, minlength=10) - 400).max() < 100


def test_what_was_sown_is_learnt() -> None:
    draw = np.random.default_rng(5)
    same, strangers = 2_000, 40_000
    shares = {
        Field.BIRTH: ([0.9, 0.04, 0.02, 0.02, 0.02], [0.001, 0.002, 0.01, 0.05, 0.937]),
        Field.PHONE: ([0.5, 0.1, 0.05, 0.05, 0.3], [1e-4, 1e-4, 1e-3, 2e-3, 0.9968]),
        Field.NUMBER: ([0.7, 0.1, 0.05, 0.05, 0.1], [1e-4, 1e-4, 1e-3, 2e-3, 0.9968]),
    }

    def drawn(share: list[float], count: int) -> list[int]:
        return draw.choice(5, size=count, p=share).tolist()

    near = {
        field: Evidence(
            np.array(drawn(m, same) + drawn(u, strangers), dtype=np.int8), np.zeros(same + strangers)
        )
        for field, (m, u) in shares.items()
    }
    even = {
        field: Evidence(np.array(drawn(u, 50_000), dtype=np.int8), np.zeros(50_000))
        for field, (_, u) in shares.items()
    }
    model = learnt(even, near, Sizes(5_000, 5_000))
    assert abs(model.prior * 25e6 - same) < 0.1 * same
    for field, (m, u) in shares.items():
        assert np.abs(np.array(model.weights[field].m) - m).max() < 0.07
        assert np.abs(np.array(model.weights[field].u) - u).max() < 0.01
