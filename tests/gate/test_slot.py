from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.gate.slot import slot_end, wait_until


@pytest.mark.parametrize(
    ("worked", "slots"),
    [(0.0, 1), (0.001, 1), (0.0079, 1), (0.0081, 2), (0.0161, 3)],
    ids=["at once", "short", "just within", "just beyond", "long"],
)
def test_an_answer_leaves_whole_slots_after_its_question(worked: float, slots: int) -> None:
    assert slot_end(0.0, worked, 0.008) == pytest.approx(slots * 0.008)


@given(st.floats(0, 1e6), st.floats(1e-6, 0.0079), st.floats(1e-6, 0.0079))
def test_two_works_within_a_slot_leave_at_one_instant(came: float, one: float, other: float) -> None:
    assert slot_end(came, came + one, 0.008) == slot_end(came, came + other, 0.008)


def test_a_slot_that_is_past_is_not_waited_for() -> None:
    start = time.monotonic()
    wait_until(start - 1)
    wait_until(start + 0.01)
    assert 0.01 <= time.monotonic() - start < 0.5
