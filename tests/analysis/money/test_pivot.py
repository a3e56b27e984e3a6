from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.pivot import Pivoting, pivots


@settings(deadline=None, max_examples=200)
@given(moves(accounts=4, most=16), st.integers(0, 10), st.integers(1, 3), st.integers(1, 2))
def test_pivots_are_what_trying_everything_finds(
    transfers: list[Move], within: int, senders: int, receivers: int
) -> None:
    asked = Pivoting(within=within, senders=senders, receivers=receivers)
    found = groups(pivots(made(transfers), asked))
    assert found == reference.pivots(transfers, within, senders, receivers)


@settings(deadline=None, max_examples=200)
@given(moves(accounts=4, most=16, currencies=2), st.integers(0, 10), st.integers(0, 1000))
def test_funnels_are_what_trying_everything_finds(transfers: list[Move], within: int, low: int) -> None:
    asked = Pivoting(
        within=within, senders=2, receivers=1, most_receivers=2, lowest_share=low, highest_share=1000
    )
    found = groups(pivots(made(transfers), asked))
    assert found == reference.pivots(transfers, within, 2, 1, 2, (low, 1000))


def test_scattering_before_gathering_is_neither() -> None:
    asked = Pivoting(within=9, senders=2, receivers=2)
    before = [Move(0, 3, 1), Move(0, 4, 2), Move(1, 0, 3), Move(2, 0, 4)]
    after = [Move(1, 0, 1), Move(2, 0, 2), Move(0, 3, 3), Move(0, 4, 4)]
    assert groups(pivots(made(before), asked)) == set()
    assert groups(pivots(made(after), asked)) == {(0, 1, 2, 3)}
