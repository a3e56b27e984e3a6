from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from tests.analysis.money.test_column import row

from passerelle.analysis.money.kind import Kind
from passerelle.analysis.money.pattern_line import pattern_line, sums

START = datetime(2031, 3, 4, 5, 6)
ROWS = [
    row(4, START, "10.50", "A", "B"),
    row(2, START + timedelta(1), "3", "B", "C"),
    row(9, START + timedelta(2), "0.1", "C", "A"),
]


def test_a_line_has_what_other_programs_expect_and_no_more() -> None:
    assert pattern_line(Kind.CYCLE, ROWS, "the rule") == {
        "kind": "cycle",
        "accounts": ["A", "B", "C"],
        "transfers": [4, 2, 9],
        "start": "2031-03-04T05:06:00",
        "end": "2031-03-06T05:06:00",
        "amount": {"EUR": "13.60"},
        "why": "money comes back to where it left: 3 transfers by 3 accounts to 3. Rule: the rule.",
    }


def test_sums_never_mix_currencies_and_never_round() -> None:
    large = [row(1, START, "12345678901234567890123456789012345.01"), row(2, START, "0.000000001")]
    assert sums([*large, replace(large[1], currency="")]) == {
        "": "0.000000001",
        "EUR": "12345678901234567890123456789012345.010000001",
    }


def test_who_puts_a_deposit_into_escrow_is_not_an_account_of_the_pattern() -> None:
    deposit = [row(1, START, "10", "payer", "guarantor"), row(2, START, "9", "guarantor", "paid")]
    assert pattern_line(Kind.ESCROW, deposit, "")["accounts"] == ["guarantor", "paid"]
    assert pattern_line(Kind.RAPID, deposit, "")["accounts"] == ["payer", "guarantor", "paid"]
