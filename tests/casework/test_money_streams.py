from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from passerelle.analysis.money.exact_sum import pieces_of
from passerelle.analysis.money.flow import Move, flow
from passerelle.casework.money_streams import MOST_ORDERED, Stations, streams_of


def moved(accounts: int, count: int = 600) -> tuple[list[Move], Stations, list[int]]:
    chance = np.random.default_rng(accounts)
    source, target = chance.integers(0, accounts, (2, count))
    units = chance.integers(0, 10**6, count).tolist()
    names = tuple(f"A{number:03}" for number in range(accounts))
    moves = [
        Move(names[one], names[two], Decimal(amount).scaleb(-2))
        for one, two, amount in zip(source, target, units, strict=True)
    ]
    return moves, Stations(names, (source, target)), units


@pytest.mark.parametrize("threshold", ["0", "5000.01"])
def test_streams_of_columns_are_those_of_single_transfers(threshold: str) -> None:
    moves, through, units = moved(accounts=20)
    expected = flow(moves, threshold=Decimal(threshold))
    found = streams_of(through, pieces_of(units), 2, Decimal(threshold))
    listed = {*found.listed(found.shown)}
    assert listed == {*expected.forward, *expected.returns}
    assert found.total(~found.shown) == (expected.below, expected.below_amount)


def test_of_many_groups_those_beside_the_order_stand_where_their_surplus_says() -> None:
    moves, through, units = moved(accounts=3 * MOST_ORDERED)
    found = streams_of(through, pieces_of(units), 2, Decimal(0))
    returned = sum(one.amount for one in found.listed(~found.forward))
    assert len(set(found.place.tolist())) == 3 * MOST_ORDERED
    # Less goes back than half, which is what an order by chance would leave.
    assert returned < sum(one.amount for one in moves) / 3
    assert found.listed(found.forward, 5) == found.listed(found.forward)[:5]


def test_a_picked_group_is_drawn_with_those_it_deals_with() -> None:
    _, through, units = moved(accounts=200)
    found = streams_of(through, pieces_of(units), 2, Decimal(0))
    drawn = found.largest_flow("A007")
    partners = {
        end
        for one in found.listed(found.forward)
        for end in (one.source, one.target)
        if "A007" in (one.source, one.target)
    }
    assert set(drawn.order) == partners
