from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.cycle import cycles


@settings(deadline=None)
@given(moves(most=11), st.integers(0, 20), st.integers(2, 3), st.integers(3, 6))
def test_cycles_are_what_trying_everything_finds(
    transfers: list[Move], within: int, shortest: int, longest: int
) -> None:
    found, stopped = cycles(made(transfers), within=within, shortest=shortest, longest=longest)
    assert groups(found) == reference.cycles(transfers, within, shortest, longest)
    assert stopped == 0


def test_a_cycle_of_twelve_is_found_and_one_of_thirteen_is_not() -> None:
    ring = [Move(n, (n + 1) % 12, n) for n in range(12)]
    longer = [Move(n, (n + 1) % 13, n) for n in range(13)]
    assert groups(cycles(made(ring), within=20)[0]) == {tuple(range(12))}
    assert groups(cycles(made(longer), within=20)[0]) == set()


def test_a_ring_out_of_time_order_is_no_cycle() -> None:
    ring = made([Move(0, 1, 1), Move(2, 0, 2), Move(1, 2, 3)])
    assert groups(cycles(ring, within=20)[0]) == set()


def test_a_search_that_stops_early_says_so() -> None:
    dense = [Move(a, b, t) for t in range(3) for a in range(5) for b in range(5) if a != b]
    found, stopped = cycles(made(dense), within=20, steps=5)
    assert stopped > 0
    assert groups(found) < groups(cycles(made(dense), within=20)[0])
