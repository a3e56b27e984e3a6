from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.statement_check import Statement, problems

ROW = LedgerRow(
    row=1,
    line=5,
    source="B",
    target="A",
    amount=Decimal("10.10"),
    currency="EUR",
    time=datetime(2031, 3, 4),
    amount_given="10.10",
    time_given="2031-03-04",
)
PAGE = Statement(
    account="A",
    currency="EUR",
    line=2,
    number=1,
    opening=Decimal(5),
    closing=Decimal("11.10"),
    rows=(ROW, replace(ROW, row=2, line=6, source="A", target="C", amount=Decimal(4))),
)
NEXT = replace(PAGE, line=20, number=2, opening=Decimal("11.10"), closing=Decimal("11.10"), rows=())
BAD = BadRow(row=3, line=7, column="", reason="")


def said(*pages: Statement) -> list[tuple[int, str]]:
    return [(problem.line, problem.reason.split(":")[-1].strip()) for problem in problems(pages)]


def test_pages_that_add_up_and_follow_each_other_have_no_problem() -> None:
    assert said(PAGE, NEXT) == []


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([replace(PAGE, closing=Decimal(11))], (2, "rows are missing or doubled"), id="sum"),
        pytest.param(
            [replace(PAGE, rows=PAGE.rows[:1], bad=(BAD,))],
            (2, "some of its rows were not taken"),
            id="row-not-taken",
        ),
        pytest.param(
            [replace(PAGE, opening=None)],
            (2, "the opening or the closing balance is not stated, nothing can be checked"),
            id="no-balance",
        ),
        pytest.param(
            [replace(PAGE, closing=Decimal("21.20"), rows=(*PAGE.rows, replace(ROW, row=3, line=9)))],
            (9, "the entry is the same as an earlier one of this page in everything"),
            id="duplicate",
        ),
        pytest.param(
            [PAGE, replace(NEXT, number=3)],
            (20, "a page between this one and the one before it is missing"),
            id="missing-page",
        ),
        pytest.param(
            [PAGE, replace(NEXT, opening=Decimal(1), closing=Decimal(1))],
            (20, "the page does not begin with the balance that the one before ends with"),
            id="gap",
        ),
    ],
)
def test_what_does_not_add_up_is_reported_with_its_line(
    pages: list[Statement], expected: tuple[int, str]
) -> None:
    assert said(*pages) == [expected]


def test_pages_of_different_accounts_need_not_follow_each_other() -> None:
    assert said(PAGE, replace(NEXT, account="Z", number=9, opening=Decimal(0), closing=Decimal(0))) == []
