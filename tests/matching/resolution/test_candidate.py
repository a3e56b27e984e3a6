from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from passerelle.matching.resolution import candidate
from passerelle.matching.resolution.candidate import WORD, YEAR, candidates
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.side import Column

if TYPE_CHECKING:
    import pytest

ROWS = st.lists(st.lists(st.integers(0, 5), max_size=3, unique=True), min_size=1, max_size=8)


def column(rows: list[list[int]]) -> Column:
    start = np.cumsum([0, *map(len, rows)])
    return Column(start, np.array([code for row in rows for code in sorted(row)], dtype=np.int64))


def met(left: dict[str, Column], right: dict[str, Column]) -> set[tuple[int, int]]:
    pairs = candidates(left, right)
    found = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert found == sorted(set(found))
    return set(found)


@given(ROWS, ROWS)
def test_rows_meet_exactly_where_they_share_a_value(left: list[list[int]], right: list[list[int]]) -> None:
    expected = {
        (a, b) for a, here in enumerate(left) for b, there in enumerate(right) if set(here) & set(there)
    }
    assert met({Field.NUMBER: column(left)}, {Field.NUMBER: column(right)}) == expected


def test_a_common_value_meets_only_beside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidate, "MOST_MEETINGS", 3)
    words = column([[0], [0], [0]])
    left = {WORD: words, YEAR: column([[1], [2], [3]])}
    right = {WORD: words, YEAR: column([[3], [9], [9]])}
    assert not met({WORD: words}, {WORD: words})
    assert met(left, right) == {(2, 0)}


def test_of_one_kind_two_values_together_are_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidate, "MOST_MEETINGS", 1)
    left, right = column([[0, 1], [0], [1]]), column([[0, 1], [0], [1]])
    assert met({WORD: left}, {WORD: right}) == {(0, 0)}


def test_the_rarest_keys_come_first_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidate, "PAIRS_FOR_ROW", 1)
    left, right = column([[0], [0], [1]]), column([[0], [0], [1]])
    assert met({Field.NUMBER: left}, {Field.NUMBER: right}) == {(2, 2)}


def test_nothing_meets_nothing() -> None:
    assert not met({WORD: column([])}, {WORD: column([[1]])})
