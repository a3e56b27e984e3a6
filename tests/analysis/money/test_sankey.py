from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from tests.analysis.money.test_flow import MOVES

from passerelle.analysis.money.flow import Move, flow
from passerelle.analysis.money.sankey import GAP, WIDTH, picture


def test_a_chain_stands_from_left_to_right() -> None:
    shown = picture(flow([Move("a", "b", Decimal(100)), Move("b", "c", Decimal(40))]))
    assert [bar.name for bar in sorted(shown.bars, key=lambda bar: bar.x)] == ["a", "b", "c"]
    bars = {bar.name: bar for bar in shown.bars}
    assert bars["b"].height == bars["a"].height > bars["c"].height
    assert (bars["b"].got, bars["b"].paid) == (100, 40)


def test_nothing_gives_an_empty_picture() -> None:
    assert picture(flow([])).bars == ()


@given(MOVES)
def test_everything_is_inside_and_no_bars_overlap(moves: list[Move]) -> None:
    shown = picture(flow(moves))
    assert len(shown.bands) == len(flow(moves).forward)
    assert all(0 <= bar.x <= WIDTH and 0 <= bar.y <= shown.height for bar in shown.bars)
    for one in shown.bars:
        below = [bar for bar in shown.bars if bar.x == one.x and bar.y > one.y]
        assert all(bar.y >= one.y + one.height - 1 for bar in below)
    assert GAP > 0
