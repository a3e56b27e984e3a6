from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.layer import layers


@pytest.mark.parametrize("chained", [True, False], ids=["stack", "bipartite"])
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_layers_are_what_trying_everything_finds(data: st.DataObject, *, chained: bool) -> None:
    transfers = data.draw(moves(accounts=9, most=16))
    within, step = data.draw(st.integers(0, 20)), data.draw(st.integers(1, 6))
    hop, least = data.draw(st.integers(0, 10)), data.draw(st.integers(1, 4))
    linked, parallel = layers(
        made(transfers), chained=chained, within=within, step=step, hop=hop, least=least
    )
    expected = reference.layers(transfers, chained=chained, within=within, step=step, hop=hop, least=least)
    assert (groups(linked), groups(parallel)) == expected


STACK = [Move(0, 2, 1), Move(0, 3, 2), Move(1, 3, 3), Move(2, 4, 4), Move(3, 5, 5)]
BLOCK = [Move(0, 3, 1), Move(1, 3, 2), Move(0, 4, 3), Move(1, 4, 4)]


@pytest.mark.parametrize(
    ("transfers", "chained", "linked"),
    [
        pytest.param(STACK, True, {(0, 1, 2, 3, 4)}, id="stack"),
        pytest.param(STACK, False, set(), id="a-stack-is-not-bipartite"),
        pytest.param(BLOCK, False, {(0, 1, 2, 3)}, id="bipartite"),
        pytest.param(BLOCK, True, set(), id="a-bipartite-is-no-stack"),
    ],
)
def test_a_clear_case_is_found(transfers: list[Move], linked: reference.Groups, *, chained: bool) -> None:
    found, _ = layers(made(transfers), chained=chained, within=9, step=3, hop=9, least=4)
    assert groups(found) == linked


def test_separate_transfers_are_a_parallel_group_and_no_linked_one() -> None:
    apart = made([Move(2 * n, 2 * n + 1, n) for n in range(4)])
    linked, parallel = layers(apart, chained=False, within=9, step=9, hop=9, least=4)
    assert (groups(linked), groups(parallel)) == (set(), {(0, 1, 2, 3)})


def test_a_fan_is_no_parallel_group() -> None:
    fan = made([Move(n + 1, 0, n) for n in range(6)])
    assert [groups(found) for found in layers(fan, chained=False, within=9, step=9, hop=9, least=4)] == [
        set(),
        set(),
    ]


def test_a_group_that_the_next_window_holds_too_comes_once() -> None:
    chains = [Move(0, 1, 3), Move(2, 3, 3), Move(1, 4, 4), Move(3, 5, 4), Move(6, 7, 11)]
    _, parallel = layers(made([Move(8, 9, 0), *chains]), chained=True, within=9, step=1, hop=5, least=2)
    assert groups(parallel) == {(1, 2, 3, 4)}
