from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.money.test_trace import MIXED, payments

from passerelle.analysis.money.trace import Accounting, Payment, UntraceableError, forwards
from passerelle.analysis.money.trace_back import backwards


@pytest.mark.parametrize(
    ("accounting", "came_from"),
    [
        pytest.param(Accounting.PROPORTIONAL, {"B": 50, "C": 30}, id="proportional"),
        pytest.param(Accounting.FIRST_IN_FIRST_OUT, {"B": 20, "C": 60}, id="first-in-first-out"),
        pytest.param(Accounting.LOWEST_INTERMEDIATE_BALANCE, {"B": 20, "C": 60}, id="lowest-balance"),
    ],
)
def test_each_accounting_says_where_it_came_from(accounting: Accounting, came_from: dict[str, int]) -> None:
    found = backwards(MIXED, {3}, accounting)
    assert (found.at_rest, found.started, found.forwards) == (came_from, 80, False)


@given(payments, st.sampled_from(list(Accounting)), st.data())
def test_what_is_traced_back_adds_up_and_is_never_more_than_a_payment(
    made: list[Payment], accounting: Accounting, data: st.DataObject
) -> None:
    ends = data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    found = backwards(made, ends, accounting)
    assert sum(found.at_rest.values()) == found.started
    assert all(0 < units <= made[position].units for position, units in found.units.items())
    assert max(found.units) == max(ends)


@given(payments, st.data())
def test_first_in_first_out_is_the_same_seen_from_either_end(
    made: list[Payment], data: st.DataObject
) -> None:
    # With one step in between nothing is divided twice, so both ends must name the same sum.
    start = data.draw(st.integers(0, len(made) - 1))
    middle = made[start].target
    onward = [n for n in range(start + 1, len(made)) if made[n].source == middle]
    star = [one for n, one in enumerate(made) if middle in {one.source, one.target} or n == start]
    place = star.index(made[start])
    for end in [n for n in range(place + 1, len(star)) if star[n].source == middle and onward]:
        there = forwards(star, {place}, Accounting.FIRST_IN_FIRST_OUT).units.get(end, 0)
        back = backwards(star, {end}, Accounting.FIRST_IN_FIRST_OUT).units.get(place, 0)
        if star[end].target != star[place].source and not _returns(star, middle):
            assert there == back


def _returns(star: list[Payment], middle: str) -> bool:
    payers = {one.source for one in star if one.target == middle}
    return bool(payers & {one.target for one in star if one.source == middle})


def test_a_payment_that_is_not_there_is_refused() -> None:
    with pytest.raises(UntraceableError, match="payment 9"):
        backwards(MIXED, {9}, Accounting.PROPORTIONAL)
