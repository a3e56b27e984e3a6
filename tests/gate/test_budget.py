from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.gate.budget import Budget


def test_one_partner_that_floods_is_put_off_and_another_is_not() -> None:
    budget = Budget(per_second=10.0, at_once=20.0)
    assert all(budget.take("unterland", 1, now=0.0) for _ in range(20))
    assert not budget.take("unterland", 1, now=0.0)
    assert budget.wait("unterland", 1) == 1
    assert budget.take("seeland", 20, now=0.0)
    assert budget.take("unterland", 10, now=1.0)
    assert not budget.take("unterland", 1, now=1.0)


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 30)), max_size=40))
def test_nobody_brings_more_than_the_clock_lets_in(brought: list[tuple[float, int]]) -> None:
    budget, now, taken = Budget(per_second=10.0, at_once=20.0), 0.0, 0
    for later, count in brought:
        now += later
        taken += count if budget.take("unterland", count, now) else 0
        assert taken <= 20.0 + now * 10.0 + 1e-6
