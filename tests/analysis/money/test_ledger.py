from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.analysis.money.reference import Move, made, moves

from passerelle.analysis.money.ledger import TransferColumnError, ledger


@settings(deadline=None)
@given(moves())
def test_every_account_knows_its_own_transfers_in_order(transfers: list[Move]) -> None:
    found = made(transfers)
    for account in range(found.accounts):
        out = found.out_at[found.out_start[account] : found.out_start[account + 1]].tolist()
        into = found.in_at[found.in_start[account] : found.in_start[account + 1]].tolist()
        assert out == [n for n, move in enumerate(transfers) if move.source == account]
        assert into == [n for n, move in enumerate(transfers) if move.target == account]


def test_transfers_are_put_in_time_order_and_keep_their_rows() -> None:
    found = ledger(source=[0, 1, 2, 0], target=[1, 2, 0, 0], time=[5, 3, 5, 1], amount=[1, 2, 3, 4])
    assert found.row.tolist() == [1, 0, 2]
    assert (found.time.tolist(), found.amount.tolist()) == ([3, 5, 5], [2, 1, 3])
    assert len(found) == 3


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        pytest.param(
            {"source": [0], "target": [1], "time": [0, 1], "amount": [1]}, "one length", id="length"
        ),
        pytest.param({"source": [-1], "target": [1], "time": [0], "amount": [1]}, "below zero", id="account"),
        pytest.param({"source": [0], "target": [1], "time": [0], "amount": [-1]}, "below zero", id="amount"),
        pytest.param({"source": [0], "target": [1], "time": [0], "amount": [10**16]}, "too large", id="sum"),
    ],
)
def test_columns_that_describe_no_transfers_are_refused(columns: dict[str, list[int]], reason: str) -> None:
    with pytest.raises(TransferColumnError, match=reason):
        ledger(**columns)


def test_an_empty_ledger_is_one() -> None:
    assert len(ledger(source=[], target=[], time=[], amount=[])) == 0
