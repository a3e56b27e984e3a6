from __future__ import annotations

import pytest
from tests.analysis.money.reference import Move, groups, made

from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.parameter import DAY, Parameters
from passerelle.analysis.money.pattern import search, span

HOUR = DAY // 24
UNIT = 100
CLEAR = {
    Kind.FAN_IN: [Move(n, 0, n, UNIT) for n in (1, 2, 3)],
    Kind.FAN_OUT: [Move(0, n, n, UNIT) for n in (1, 2, 3)],
    Kind.CYCLE: [Move(0, 1, 1, UNIT), Move(1, 2, 2, UNIT), Move(2, 0, 3, UNIT)],
    Kind.SCATTER_GATHER: [Move(0, 1, 1), Move(0, 2, 2), Move(1, 3, 3), Move(2, 3, 4)],
    Kind.GATHER_SCATTER: [Move(1, 0, 1), Move(2, 0, 2), Move(3, 0, 3), Move(0, 4, 4), Move(0, 5, 5)],
    Kind.STACK: [Move(0, 2, 1), Move(0, 3, 2), Move(1, 3, 3), Move(2, 4, 4), Move(3, 5, 5)],
    Kind.BIPARTITE: [Move(0, 3, 1), Move(1, 3, 2), Move(0, 4, 3), Move(1, 4, 4)],
    Kind.STRUCTURING: [Move(0, 1, n * DAY, 9_500 * UNIT) for n in (0, 1, 2)],
    Kind.RAPID: [Move(0, 1, 0, 1000 * UNIT), Move(1, 2, HOUR, 950 * UNIT)],
    Kind.FUNNEL: [*[Move(n, 0, n, 100 * UNIT) for n in (1, 2, 3, 4, 5)], Move(0, 6, DAY, 450 * UNIT)],
    Kind.MIRROR: [Move(0, 1, 0, 1000 * UNIT, 0, 0), Move(2, 3, DAY, 980 * UNIT, 0, 1)],
    Kind.ESCROW: [
        Move(0, 1, 0, 1000 * UNIT),
        Move(1, 2, 2 * DAY, 400 * UNIT),
        Move(1, 3, 9 * DAY, 580 * UNIT),
    ],
}

# Each lacks one thing of its kind: a payer, the order in time, a layer, a leg, a share, a ledger.
NEARLY = {
    Kind.FAN_IN: [Move(n % 2 + 1, 0, n, UNIT) for n in (1, 2, 3)],
    Kind.FAN_OUT: [Move(0, n, 5 * DAY * n, UNIT) for n in (1, 2, 3)],
    Kind.CYCLE: [Move(n, (n + 1) % 13, n, UNIT) for n in range(13)],
    Kind.SCATTER_GATHER: [Move(1, 3, 1), Move(2, 3, 2), Move(0, 1, 3), Move(0, 2, 4)],
    Kind.GATHER_SCATTER: [Move(0, 4, 1), Move(0, 5, 2), Move(1, 0, 3), Move(2, 0, 4), Move(3, 0, 5)],
    Kind.STACK: [Move(2, 4, 1), Move(3, 5, 2), Move(0, 2, 3), Move(0, 3, 4), Move(1, 3, 5)],
    Kind.BIPARTITE: [Move(n + 1, 0, n) for n in range(8)],
    Kind.STRUCTURING: [Move(0, 1, n * DAY, 10_000 * UNIT) for n in (0, 1, 2)],
    Kind.RAPID: [Move(0, 1, 0, 1000 * UNIT), Move(1, 0, HOUR, 950 * UNIT)],
    Kind.FUNNEL: [*[Move(n, 0, n, 100 * UNIT) for n in (1, 2, 3, 4, 5)], Move(0, 6, DAY, 350 * UNIT)],
    Kind.MIRROR: [Move(0, 1, 0, 1000 * UNIT, 0, 0), Move(1, 3, DAY, 980 * UNIT, 0, 1)],
    Kind.ESCROW: [Move(0, 1, 0, 1000 * UNIT), Move(1, 2, 9 * DAY, 980 * UNIT)],
}


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_a_case_that_lacks_one_thing_is_not_found(kind: Kind) -> None:
    assert not [
        group for each in search(made(NEARLY[kind]), [kind], Parameters()) for group in groups(each.found)
    ]


@pytest.mark.parametrize(
    ("kind", "transfers"),
    [
        pytest.param(
            Kind.STACK, [Move(0, 1, 1), Move(2, 3, 2), Move(1, 4, 3), Move(3, 5, 4)], id="two-chains"
        ),
        pytest.param(Kind.BIPARTITE, [Move(2 * n, 2 * n + 1, n) for n in range(4)], id="four-transfers"),
    ],
)
def test_the_least_that_runs_side_by_side_is_a_weak_sign(kind: Kind, transfers: list[Move]) -> None:
    linked, parallel = search(made(transfers), [kind], Parameters())
    assert (groups(linked.found), groups(parallel.found)) == (set(), {(0, 1, 2, 3)})
    assert "a weak sign" in parallel.rule


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_a_clear_case_is_found_whole_by_its_own_kind(kind: Kind) -> None:
    found = [
        group for each in search(made(CLEAR[kind]), [kind], Parameters()) for group in groups(each.found)
    ]
    assert found == [tuple(range(len(CLEAR[kind])))]


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_only_the_kinds_asked_for_are_searched(kind: Kind) -> None:
    assert {each.kind for each in search(made(CLEAR[kind]), [kind], Parameters())} == {kind}


def test_a_rule_is_said_in_words_with_its_numbers() -> None:
    (group,) = search(made(CLEAR[Kind.FAN_IN]), [Kind.FAN_IN], Parameters(fan=2, within=DAY))
    assert group.rule == "at least 2 payers of one account within 1 day"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        pytest.param(DAY, "1 day", id="day"),
        pytest.param(3 * DAY, "3 days", id="days"),
        pytest.param(12 * HOUR, "12 hours", id="hours"),
        pytest.param(61, "61 seconds", id="seconds"),
    ],
)
def test_a_time_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert span(seconds) == words
