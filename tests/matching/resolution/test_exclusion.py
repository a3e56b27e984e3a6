from __future__ import annotations

import numpy as np

from passerelle.matching.resolution.estimation import Sizes
from passerelle.matching.resolution.evidence import Pairs
from passerelle.matching.resolution.exclusion import FEWEST_SURE, exclusive

SURE, WEAK = 1e6, 0.4


def scored(pairs: list[tuple[int, int, float]], rows: int) -> list[float]:
    left, right, odds = zip(*pairs, strict=True)
    found = exclusive(Pairs(np.array(left), np.array(right)), np.array(odds), Sizes(rows, rows))
    return [float(score) for score in found]


def test_few_sure_pairs_show_nothing() -> None:
    assert scored([(0, 0, SURE), (1, 1, WEAK)], 2)[1] == WEAK / (1 + WEAK)


def test_a_last_pair_is_likelier_where_everybody_else_has_one_partner() -> None:
    sure = [(n, n, SURE) for n in range(FEWEST_SURE)]
    last = [(FEWEST_SURE, FEWEST_SURE, WEAK)]
    assert scored(sure + last, FEWEST_SURE + 1)[-1] > 0.8
    assert scored(sure + last, 50 * FEWEST_SURE)[-1] < 0.5


def test_a_sure_partner_makes_another_unlikely() -> None:
    sure = [(n, n, SURE) for n in range(FEWEST_SURE)]
    assert scored([*sure, (0, FEWEST_SURE, 3.0)], FEWEST_SURE + 1)[-1] < 0.01


def test_where_rows_have_several_sure_partners_nothing_is_excluded() -> None:
    pairs = [(n, m, SURE) for n in range(FEWEST_SURE) for m in (2 * n, 2 * n + 1)]
    assert min(scored(pairs, 2 * FEWEST_SURE)) > 0.99
