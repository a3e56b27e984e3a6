from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.structuring import structurings


@settings(deadline=None, max_examples=200)
@given(moves(accounts=3, currencies=2), st.integers(1, 6), st.integers(2, 4), st.integers(0, 12))
def test_structurings_are_what_trying_everything_finds(
    transfers: list[Move], band: int, least: int, within: int
) -> None:
    found = structurings(made(transfers), threshold=6, band=band, least=least, within=within)
    assert groups(found) == reference.structurings(transfers, 6 - band, 6, least, within)


def test_the_threshold_itself_is_not_below_it() -> None:
    below, at = [Move(0, 1, n, 999) for n in range(3)], [Move(0, 1, n, 1000) for n in range(3)]
    asked = {"threshold": 1000, "band": 100, "least": 3, "within": 9}
    assert groups(structurings(made(below), **asked)) == {(0, 1, 2)}
    assert groups(structurings(made(at), **asked)) == set()
