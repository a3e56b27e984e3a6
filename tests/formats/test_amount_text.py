from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.formats.amount_text import Money, amount, money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("11520.92", "11520.92", id="machine"),
        pytest.param("1,234.56", "1234.56", id="comma-groups"),
        pytest.param("1.234,56", "1234.56", id="point-groups"),
        pytest.param("1.234.567,8", "1234567.8", id="two-groups"),
        pytest.param("1 234,50", "1234.50", id="space-groups"),
        pytest.param("1\u202f234,50", "1234.50", id="narrow-space"),
        pytest.param("1'234.50", "1234.50", id="apostrophe"),
        pytest.param("12,5", "12.5", id="comma-alone"),
        pytest.param("1,234,567", "1234567", id="groups-alone"),
        pytest.param("-3.00", "-3.00", id="below-zero"),
        pytest.param("0.00000001", "0.00000001", id="satoshi"),
    ],
)
def test_an_amount_is_read_exactly(text: str, value: str) -> None:
    found = amount(text)
    assert isinstance(found, Decimal)
    assert str(found) == str(Decimal(value))


@pytest.mark.parametrize(
    "text",
    ["", "ten", "1,234", "1.2.3", "12,34,56.7", "1e5", "NaN", "Infinity", "--1", "1.234.5", "٣"],
    ids=repr,
)
def test_what_is_no_clear_amount_is_explained_and_not_guessed(text: str) -> None:
    assert isinstance(amount(text), str)


def test_a_named_decimal_mark_settles_what_is_not_clear() -> None:
    assert amount("1,234", ",") == Decimal("1.234")
    assert amount("1,234", ".") == Decimal(1234)
    assert amount("1.234", ",") == Decimal(1234)


@given(st.decimals(0, 10**12, places=2), st.sampled_from([",", "."]))
def test_an_amount_written_with_groups_is_read_back(value: Decimal, mark: str) -> None:
    written = f"{value:,.2f}"
    if mark == ",":
        written = written.translate(str.maketrans(",.", ".,"))
    assert amount(written, mark) == value
    assert amount(f"{value:.2f}") == value


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        pytest.param("12.50-", "-12.50", "", id="sign-behind"),
        pytest.param("(1,234.50)", "-1234.50", "", id="brackets"),
        pytest.param("\u221212,50", "-12.50", "", id="true-minus"),
        pytest.param("1,00,000.00", "100000.00", "", id="lakh"),
        pytest.param("1.234.567", "1234567", "", id="points-alone"),
        pytest.param("€ 1.234,50", "1234.50", "EUR", id="sign-before"),
        pytest.param("1 234,50 €", "1234.50", "EUR", id="sign-after"),
        pytest.param("-£20", "-20", "GBP", id="minus-before-the-sign"),
        pytest.param("USD (20.00)", "-20.00", "USD", id="code-and-brackets"),
        pytest.param("1,234.50 CR", "1234.50", "", id="credit"),
        pytest.param("EUR 1,234.50 Dr.", "-1234.50", "EUR", id="debit"),
        pytest.param("12,50 S", "-12.50", "", id="soll"),
        pytest.param("$5", "5", "$", id="a-sign-of-many"),
    ],
)
def test_signs_and_currencies_beside_an_amount_are_read(text: str, value: str, currency: str) -> None:
    assert money(text) == Money(Decimal(value), currency)


@pytest.mark.parametrize("text", ["12 apples", "EUR 5 USD", "1,234 €", "5 %", "CR"], ids=repr)
def test_other_words_beside_an_amount_are_not_guessed(text: str) -> None:
    assert isinstance(money(text), str)
