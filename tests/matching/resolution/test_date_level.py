from __future__ import annotations

import numpy as np
import pytest

from passerelle.matching.resolution.date_level import OTHER, POSSIBLE, SAME, SLIP, YEAR, DateComparator


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        pytest.param("1980-05-03", "1980-05-03", SAME, id="same"),
        pytest.param("1980-05-03", "1980-03-05", SLIP, id="day-and-month-swapped"),
        pytest.param("1980-05-03", "1908-05-03", SLIP, id="figures-swapped"),
        pytest.param("1980-05-03", "19800533", SLIP, id="a-day-that-does-not-exist"),
        pytest.param("1980-05-03", "1980", POSSIBLE, id="year-alone"),
        pytest.param("1980-05-03", "1978/1981", POSSIBLE, id="range"),
        pytest.param("1980-05-03", "1982~", POSSIBLE, id="about"),
        pytest.param("1980-05-03", "1981-02-26", YEAR, id="within-a-year"),
        pytest.param("1980-05-03", "1991-12-28", OTHER, id="different"),
        pytest.param("19809999", "1980", OTHER, id="figures-are-no-date"),
    ],
)
def test_dates_are_compared_as_slips_leave_them(left: str, right: str, level: int) -> None:
    comparator = DateComparator([left, right])
    other = 0 if left == right else 1
    assert comparator(np.array([0]), np.array([other])).level.tolist() == [level]
    assert comparator(np.array([other]), np.array([0])).level.tolist() == [level]
