from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution import evidence
from passerelle.matching.resolution.evidence import SILENT, Evidence, Pairs, combinations, compare
from passerelle.matching.resolution.side import Column, Ints

if TYPE_CHECKING:
    import pytest


def column(*rows: list[int]) -> Column:
    start = np.cumsum([0, *map(len, rows)])
    return Column(start, np.array([code for row in rows for code in row], dtype=np.int64))


def apart(left: Ints, right: Ints) -> Evidence:
    gap = np.abs(left - right)
    return Evidence(gap.astype(np.int8), (left + right).astype(np.float64))


def every(left: Column, right: Column) -> Pairs:
    rows = [(a, b) for a in range(len(left.start) - 1) for b in range(len(right.start) - 1)]
    both = np.array(rows, dtype=np.int64)
    return Pairs(both[:, 0], both[:, 1])


def test_the_best_of_all_combinations_counts_and_silence_stays_silent() -> None:
    left, right = column([1, 7], [], [4]), column([8, 20], [4, 3])
    found = compare(left, right, every(left, right), apart)
    assert found.level.tolist() == [1, 2, SILENT, SILENT, 4, 0]
    assert found.bits.tolist() == [15.0, 4.0, 0.0, 0.0, 12.0, 8.0]


def test_work_in_pieces_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(3)
    left, right = (
        column(*(draw.integers(0, 9, draw.integers(0, 4)).tolist() for _ in range(20))) for _ in "ab"
    )
    whole = compare(left, right, every(left, right), apart)
    monkeypatch.setattr(evidence, "MOST_COMBINATIONS", 7)
    pieces = compare(left, right, every(left, right), apart)
    assert (whole.level == pieces.level).all()
    assert (whole.bits == pieces.bits).all()


def test_combinations_are_every_place_with_every_place() -> None:
    spread = combinations(np.array([2, 0, 1]), np.array([2, 5, 3]))
    assert list(zip(spread.first.tolist(), spread.second.tolist(), strict=True)) == [
        (0, 0), (0, 1), (1, 0), (1, 1), (0, 0), (0, 1), (0, 2)
    ]  # fmt: skip


def test_no_pairs_give_no_evidence() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert not len(compare(column([1]), column([1]), Pairs(none, none), apart).level)
