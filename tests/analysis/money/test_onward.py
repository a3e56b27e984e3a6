from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.onward import PassingOn, passed_on


@settings(deadline=None, max_examples=300)
@given(
    moves(accounts=4, amount=12, currencies=2),
    st.integers(0, 20),
    st.integers(0, 6),
    st.integers(1, 3),
    st.integers(300, 1000),
)
def test_what_is_passed_on_is_what_trying_everything_finds(
    transfers: list[Move], within: int, held: int, legs: int, low: int
) -> None:
    asked = PassingOn(within=within, held=held, legs=legs, lowest_share=low, highest_share=1000)
    found = groups(passed_on(made(transfers), asked))
    assert found == reference.passed_on(transfers, within, held, legs, low, 1000)


ESCROW = PassingOn(within=30, held=5, legs=2, lowest_share=950, highest_share=1000)


def test_a_deposit_released_in_legs_is_found() -> None:
    released = [Move(0, 1, 0, 1000), Move(1, 2, 2, 300), Move(1, 3, 4, 300), Move(1, 2, 9, 380)]
    assert groups(passed_on(made(released), ESCROW)) == {(0, 1, 2, 3)}


def test_a_deposit_paid_back_is_not_passed_on() -> None:
    refunded = [Move(0, 1, 0, 1000), Move(1, 0, 2, 500), Move(1, 0, 9, 480)]
    assert groups(passed_on(made(refunded), ESCROW)) == set()


def test_exactly_the_share_is_enough_and_more_than_all_is_too_much() -> None:
    whole = PassingOn(within=9, held=0, legs=1, lowest_share=1000, highest_share=1000)
    exact, more = [Move(0, 1, 0, 7), Move(1, 2, 1, 7)], [Move(0, 1, 0, 7), Move(1, 2, 1, 8)]
    assert groups(passed_on(made(exact), whole)) == {(0, 1)}
    assert groups(passed_on(made(more), whole)) == set()
