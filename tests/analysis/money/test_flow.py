from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from passerelle.analysis.money.flow import Move, flow

MOVES = st.lists(
    st.builds(
        Move,
        source=st.sampled_from("abcdef"),
        target=st.sampled_from("abcdef"),
        amount=st.integers(1, 1_000).map(Decimal),
    )
)


def test_money_that_comes_back_is_a_return_and_the_smaller_part() -> None:
    found = flow([Move("a", "b", Decimal(90)), Move("b", "c", Decimal(80)), Move("c", "a", Decimal(10))])
    assert found.order == ("a", "b", "c")
    assert [(one.source, one.target) for one in found.returns] == [("c", "a")]
    assert found.layers == {"a": 0, "b": 1, "c": 2}


def test_transfers_of_the_same_two_are_one_stream_and_small_ones_are_counted_apart() -> None:
    moves = [Move("a", "b", Decimal(5)), Move("a", "b", Decimal(6)), Move("a", "c", Decimal(2))]
    found = flow(moves, threshold=Decimal(10))
    assert [(one.amount, one.transfers) for one in found.forward] == [(11, 2)]
    assert (found.below, found.below_amount) == (1, 2)


@given(MOVES)
def test_nothing_is_lost_and_streams_go_along_the_order(moves: list[Move]) -> None:
    found = flow(moves)
    everything = sum(one.amount for one in (*found.forward, *found.returns))
    assert everything == sum(move.amount for move in moves if move.source != move.target)
    place = {name: number for number, name in enumerate(found.order)}
    assert all(place[one.source] < place[one.target] for one in found.forward)
    assert all(found.layers[one.source] < found.layers[one.target] for one in found.forward)


@given(MOVES)
def test_less_than_half_goes_backwards(moves: list[Move]) -> None:
    found = flow(moves)
    assert sum(one.amount for one in found.returns) <= sum(one.amount for one in found.forward)
