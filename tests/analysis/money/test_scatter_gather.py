from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.scatter_gather import scatter_gathers


@settings(deadline=None, max_examples=200)
@given(moves(accounts=5, most=18), st.integers(2, 3), st.integers(0, 20))
def test_scatter_gathers_are_what_trying_everything_finds(
    transfers: list[Move], least: int, within: int
) -> None:
    found = groups(scatter_gathers(made(transfers), least=least, within=within))
    assert found == reference.scatter_gathers(transfers, least, within)


def test_money_that_arrives_before_it_left_is_no_path() -> None:
    ledger = made([Move(0, 1, 1), Move(2, 3, 2), Move(1, 3, 3), Move(0, 2, 4)])
    assert groups(scatter_gathers(ledger, least=2, within=20)) == set()


def test_two_ways_through_make_one() -> None:
    ledger = made([Move(0, 1, 1), Move(0, 2, 2), Move(1, 3, 3), Move(2, 3, 4)])
    assert groups(scatter_gathers(ledger, least=2, within=3)) == {(0, 1, 2, 3)}
    assert groups(scatter_gathers(ledger, least=2, within=2)) == set()


def test_the_last_second_of_the_window_counts() -> None:
    ledger = made([Move(0, 1, 1), Move(0, 2, 1), Move(1, 3, 3), Move(2, 3, 3)])
    assert groups(scatter_gathers(ledger, least=2, within=2)) == {(0, 1, 2, 3)}
    assert groups(scatter_gathers(ledger, least=2, within=1)) == set()
