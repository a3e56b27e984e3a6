from __future__ import annotations

import io
from typing import Any

import pytest

from passerelle.formats.ledger_mapping import LedgerMapping
from passerelle.formats.ledger_table import checked
from passerelle.formats.statement_check import Problem

HEAD = "when,what,sum,left,no\n"
ROWS = ["2031-03-01,a,10,110,1", "2031-03-02,b,-5,105,2", "2031-03-02,b,-5,100,3", "2031-03-03,c,7,107,4"]


def problems(rows: list[str], **more: str) -> list[tuple[int, str]]:
    said: dict[str, Any] = {
        "time": "when",
        "amount": "sum",
        "text": "what",
        "balance": "left",
        "account": "OWN",
    }
    mapping = LedgerMapping(**{**said, **more})
    found = checked(io.BytesIO((HEAD + "\n".join(rows) + "\n").encode()), mapping)
    return [(one.line, one.reason) for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]], ids=["oldest-first", "newest-first"])
def test_two_equal_payments_that_both_move_the_balance_are_two(rows: list[str]) -> None:
    assert problems(rows) == []
    assert problems(rows, opening="100", closing="107", number="no") == []


def test_a_row_that_is_missing_is_named_by_the_lines_around_it() -> None:
    assert problems([ROWS[0], *ROWS[2:]]) == [
        (3, "the balance does not follow from line 2: rows are missing or altered")
    ]
    assert problems([*ROWS[:2], ROWS[3]], number="no")[0] == (
        4,
        "the numbers of the entries leave a gap between line 3 and this one",
    )


def test_a_row_that_comes_twice_is_named_and_is_why_the_balance_fails() -> None:
    found = problems([*ROWS[:2], ROWS[1], *ROWS[2:]], number="no")
    assert found == [
        (4, "the entry is the same as an earlier one of the file in everything"),
        (4, "the number of this entry came before"),
        (4, "the balance does not follow from line 3: without line 4, which comes twice, it does"),
    ]


def test_a_row_that_was_not_taken_is_why_the_balance_fails() -> None:
    assert problems([ROWS[0], "someday,b,-5,105,2", *ROWS[2:]]) == [
        (4, "the balance does not follow from line 2: a row between them was not taken")
    ]


def test_opening_and_closing_are_checked_without_a_balance_beside_each_row() -> None:
    assert problems(ROWS, balance="", opening="100", closing="107") == [
        (4, "the entry is the same as an earlier one of the file in everything")
    ]
    (*_, last) = problems(ROWS, balance="", opening="100", closing="112")
    assert last == (
        5,
        "the entries do not lead to the closing balance: without line 4, which comes twice, it does",
    )
    assert problems(ROWS, opening="90")[0] == (
        2,
        "the opening does not lead here: rows are missing or altered",
    )


def test_a_balance_at_the_end_of_each_day_is_enough() -> None:
    rows = [ROWS[0], "2031-03-02,b,-5,,2", ROWS[2], "2031-03-03,c,7,what,4"]
    assert problems(rows) == [(5, "the balance of this row is no number")]
