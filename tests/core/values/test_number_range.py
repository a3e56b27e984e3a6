from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.values.number_range import MOST, NumberRangeError, numbers


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("AB0998", "AB1001", ["AB0998", "AB0999", "AB1000", "AB1001"]),
        ("ab 1000001", "AB1000001", ["AB1000001"]),
        ("12FR00009X", "12FR00011X", ["12FR00009X", "12FR00010X", "12FR00011X"]),
    ],
    ids=["over a power of ten", "one", "sign after"],
)
def test_digits_count_up_and_keep_their_width(first: str, last: str, expected: list[str]) -> None:
    assert list(numbers(first, last)) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [("AB1", "AB10"), ("AB10", "AC12"), ("AB12", "AB10"), ("ABC", "ABD"), ("", ""), ("A00001", "A10001")],
    ids=["length", "letters", "backwards", "no digits", "nothing", "too many"],
)
def test_what_cannot_be_counted_is_no_range(first: str, last: str) -> None:
    with pytest.raises(NumberRangeError, match="no range"):
        numbers(first, last)


@given(st.integers(0, 10**6), st.integers(0, MOST - 1))
def test_a_range_holds_each_number_between_its_ends_once(start: int, more: int) -> None:
    found = list(numbers(f"X{start:08d}", f"X{start + more:08d}"))
    assert len(set(found)) == len(found) == more + 1
    assert (found[0], found[-1]) == (f"X{start:08d}", f"X{start + more:08d}")
