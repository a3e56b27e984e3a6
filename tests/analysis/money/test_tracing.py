from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Way, pays_or_is_paid, traced
from passerelle.formats.ledger_row import LedgerRow

START = datetime(2031, 1, 30)


def row(number: int, ends: str, amount: str, currency: str = "EUR", channel: str = "") -> LedgerRow:
    source, target = (end.strip("?") for end in ends.split(">"))
    return LedgerRow(
        row=number,
        line=number + 1,
        source=source,
        target=target,
        amount=Decimal(amount),
        currency=currency,
        time=START + timedelta(days=number),
        amount_given=amount,
        time_given="",
        channel=channel,
    )


# C's 60 are mixed with 100 of B's before 80 and 80 go on.
MIXED = [
    row(0, "B>A", "100"),
    row(1, "C>A", "60.00", channel="cash"),
    row(2, "A>D", "80"),
    row(3, "A>E", "80"),
]


@pytest.mark.parametrize(
    ("accounting", "shares"),
    [
        pytest.param(
            Accounting.PROPORTIONAL, {"D": "0.5000", "E": "0.5000", "A": "0.0000"}, id="proportional"
        ),
        pytest.param(Accounting.FIRST_IN_FIRST_OUT, {"E": "1.0000", "A": "0.0000"}, id="first-in"),
        pytest.param(Accounting.LOWEST_INTERMEDIATE_BALANCE, {"E": "1.0000", "A": "0.0000"}, id="lowest"),
    ],
)
def test_what_share_of_a_payment_reached_whom(accounting: Accounting, shares: dict[str, str]) -> None:
    (found,) = traced(MIXED, pays_or_is_paid(["C"], Way.FORWARDS), Way.FORWARDS, accounting)
    assert {one.account: str(one.share) for one in found.reached} == shares
    assert (found.accounting, found.way, found.started) == (accounting, Way.FORWARDS, Decimal(60))


def test_totals_are_of_traced_money_by_period_and_channel() -> None:
    (found,) = traced(MIXED, lambda one: one.row == 1, Way.FORWARDS, Accounting.PROPORTIONAL)
    periods = [(one.name, one.amount, one.transfers) for one in found.by_period(Period.MONTH)]
    assert periods == [("2031-01", 60, 1), ("2031-02", 60, 2)]
    assert [(one.name, one.amount) for one in found.by_channel()] == [("", 60), ("cash", 60)]


def test_backwards_says_who_it_came_from() -> None:
    starts = pays_or_is_paid(["E"], Way.BACKWARDS)
    (found,) = traced(MIXED, starts, Way.BACKWARDS, Accounting.FIRST_IN_FIRST_OUT)
    assert {one.account: one.rests for one in found.reached if one.rests} == {"C": 60, "B": 20}


def test_currencies_are_traced_apart() -> None:
    rows = [row(0, "A>B", "1.5"), row(1, "A>B", "2", "USD"), row(2, "X>Y", "3", "GBP")]
    found = traced(rows, pays_or_is_paid(["A"], Way.FORWARDS), Way.FORWARDS, Accounting.PROPORTIONAL)
    assert [(one.currency, one.started) for one in found] == [("EUR", Decimal("1.5")), ("USD", Decimal(2))]


def test_what_moves_between_accounts_of_one_person_is_no_start() -> None:
    rows = [row(0, "A1>A2", "10"), row(1, "A2>B", "4")]
    (found,) = traced(
        rows, pays_or_is_paid(["A1", "A2"], Way.FORWARDS), Way.FORWARDS, Accounting.PROPORTIONAL
    )
    assert [one.transfer.row for one in found.carried] == [1]


def test_money_does_not_pass_through_accounts_that_nobody_named() -> None:
    rows = [row(0, "A>?", "10"), row(1, "?>B", "10")]
    (found,) = traced(rows, pays_or_is_paid(["A"], Way.FORWARDS), Way.FORWARDS, Accounting.PROPORTIONAL)
    assert [(one.account, one.rests) for one in found.reached] == [("", 10)]


def test_long_amounts_are_exact() -> None:
    amount = "12345678901234567890.123456789012345678"
    (found,) = traced([row(0, "A>B", amount)], lambda _: True, Way.FORWARDS, Accounting.PROPORTIONAL)
    assert str(found.started) == amount
