from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.analysis.money.trace import (
    Accounting,
    Payment,
    UntraceableError,
    amount,
    balances_before,
    by_period,
    forwards,
)

account = st.sampled_from("ABCDE")
payments = st.lists(
    st.builds(Payment, account, account, st.integers(1, 50)).filter(lambda made: made.source != made.target),
    min_size=1,
    max_size=14,
)
# A gets 100 of its own from B, then 60 to trace from C, then pays 80 and 80.
MIXED = [Payment("B", "A", 100), Payment("C", "A", 60), Payment("A", "D", 80), Payment("A", "E", 80)]


@pytest.mark.parametrize(
    ("accounting", "reached"),
    [
        pytest.param(Accounting.PROPORTIONAL, {"D": 30, "E": 30}, id="proportional"),
        pytest.param(Accounting.FIRST_IN_FIRST_OUT, {"E": 60}, id="first-in-first-out"),
        pytest.param(Accounting.LOWEST_INTERMEDIATE_BALANCE, {"E": 60}, id="lowest-balance"),
    ],
)
def test_each_accounting_says_who_was_reached(accounting: Accounting, reached: dict[str, int]) -> None:
    found = forwards(MIXED, {1}, accounting)
    assert (found.at_rest, found.started, found.accounting) == (reached, 60, accounting)
    assert found.share("E") == (reached["E"], 60)


def test_the_lowest_balance_limits_what_stays_traced() -> None:
    dipped = [Payment("C", "A", 60), Payment("A", "D", 50), Payment("B", "A", 100), Payment("A", "E", 30)]
    found = forwards(dipped, {0}, Accounting.LOWEST_INTERMEDIATE_BALANCE)
    assert found.at_rest == {"D": 50, "A": 10}
    oldest_first = forwards(dipped, {0}, Accounting.FIRST_IN_FIRST_OUT)
    assert oldest_first.at_rest == {"D": 50, "E": 10}


@given(payments, st.sampled_from(list(Accounting)), st.data())
def test_what_is_traced_adds_up_and_is_never_more_than_a_payment(
    made: list[Payment], accounting: Accounting, data: st.DataObject
) -> None:
    starts = data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    found = forwards(made, starts, accounting)
    assert sum(found.at_rest.values()) == found.started
    assert all(0 < units <= made[position].units for position, units in found.units.items())
    assert min(found.units) == min(starts)


@given(payments)
def test_no_account_is_ever_below_zero(made: list[Payment]) -> None:
    now = balances_before(made, {"A": 7})
    assert now.get("A", 7) >= 7
    for payment in made:
        now[payment.source] -= payment.units
        now[payment.target] += payment.units
        assert min(now.values()) >= 0


def test_a_payment_that_is_not_there_is_refused() -> None:
    with pytest.raises(UntraceableError, match="payment 4"):
        forwards(MIXED, {4}, Accounting.PROPORTIONAL)


def test_totals_are_by_period() -> None:
    found = forwards(MIXED, {1}, Accounting.PROPORTIONAL)
    assert by_period(found, lambda position: "early" if position < 3 else "late") == {"early": 90, "late": 30}


def test_units_become_amounts_exactly() -> None:
    assert str(amount(12345, Decimal("0.01"))) == "123.45"


def test_a_payment_that_is_half_traced_is_so_in_each_of_its_parts() -> None:
    halved = [Payment("B", "A", 50), Payment("C", "A", 50), Payment("A", "D", 100), Payment("D", "E", 50)]
    assert forwards(halved, {1}, Accounting.FIRST_IN_FIRST_OUT).at_rest == {"D": 25, "E": 25}


@given(payments, st.data())
def test_the_lowest_balance_is_that_of_coins_of_which_the_others_leave_first(
    made: list[Payment], data: st.DataObject
) -> None:
    starts = data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    purses = {name: [False] * units for name, units in balances_before(made, {}).items()}
    for number, one in enumerate(made):
        purse = sorted(purses[one.source])
        left, purses[one.source] = purse[: one.units], purse[one.units :]
        purses[one.target] += [True] * one.units if number in starts else left
    found = forwards(made, starts, Accounting.LOWEST_INTERMEDIATE_BALANCE)
    assert found.at_rest == {name: sum(purse) for name, purse in purses.items() if any(purse)}


@given(payments, st.data())
def test_the_proportional_part_is_the_exact_share_but_for_units_that_cannot_be_divided(
    made: list[Payment], data: st.DataObject
) -> None:
    starts = data.draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    balance = {name: Fraction(units) for name, units in balances_before(made, {}).items()}
    marked = dict.fromkeys(balance, Fraction(0))
    for number, one in enumerate(made):
        share = marked[one.source] / balance[one.source] if balance[one.source] else Fraction(0)
        carried = share * one.units
        marked[one.source] -= carried
        balance[one.source] -= one.units
        balance[one.target] += one.units
        marked[one.target] += one.units if number in starts else carried
    found = forwards(made, starts, Accounting.PROPORTIONAL)
    assert all(abs(found.at_rest.get(name, 0) - exact) <= len(made) for name, exact in marked.items())


@given(payments, st.data())
def test_first_in_first_out_is_a_row_of_coins(made: list[Payment], data: st.DataObject) -> None:
    """One payment is traced, whose coins stay together: a lot is then traced whole or not at all."""
    start = data.draw(st.integers(0, len(made) - 1))
    rows = {name: [False] * units for name, units in balances_before(made, {}).items()}
    mixed = False
    for number, one in enumerate(made):
        left, rows[one.source] = rows[one.source][: one.units], rows[one.source][one.units :]
        coins = [True] * one.units if number == start else left
        mixed |= len(set(coins)) > 1
        rows[one.target] += coins
    found = forwards(made, {start}, Accounting.FIRST_IN_FIRST_OUT)
    if not mixed:
        assert found.at_rest == {name: sum(row) for name, row in rows.items() if any(row)}
