from __future__ import annotations

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from passerelle.analysis.money.exact_sum import amounts_of, at_least, pieces_of, roughly, summed, units_of

amounts = st.lists(st.integers(-(10**40), 10**40) | st.integers(0, 10**10), max_size=12)


@given(amounts)
def test_pieces_stand_for_the_numbers_they_were_made_of(units: list[int]) -> None:
    assert units_of(pieces_of(units)) == units


@given(amounts, st.data())
def test_sums_of_groups_are_exact(units: list[int], data: st.DataObject) -> None:
    group = data.draw(st.lists(st.integers(0, 4), min_size=len(units), max_size=len(units)))
    sums = summed(pieces_of(units), np.array(group, dtype=np.int64), 5)
    expected = [sum(one for one, at in zip(units, group, strict=True) if at == number) for number in range(5)]
    assert units_of(sums) == expected


@given(st.lists(st.integers(0, 10**22), min_size=1, max_size=8), st.integers(0, 10**22))
def test_what_is_at_least_so_much_is_known_exactly(units: list[int], least: int) -> None:
    sums = summed(pieces_of(units), np.arange(len(units)), len(units))
    assert at_least(sums, least).tolist() == [one >= least for one in units]
    assert at_least(sums, units[0]).tolist()[0]


def test_small_units_become_amounts_without_rounding() -> None:
    assert amounts_of(pieces_of([12345678901234567890123, 5]), 2) == [
        Decimal("123456789012345678901.23"),
        Decimal("0.05"),
    ]


def test_rough_numbers_keep_the_order_of_amounts_that_differ_plainly() -> None:
    assert roughly(pieces_of([10**12, 5, 10**20])).argsort().tolist() == [1, 0, 2]
