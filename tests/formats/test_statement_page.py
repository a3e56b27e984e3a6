from __future__ import annotations

from decimal import Decimal

from passerelle.formats.statement_page import Page


def test_a_page_is_the_statement_of_its_parts() -> None:
    page = Page(line=3, account="A", currency="EUR", number=7, opening=Decimal(1))
    page.closing = Decimal(2)
    made = page.done()
    assert (made.line, made.account, made.number) == (3, "A", 7)
    assert (made.opening, made.closing, made.rows, made.bad) == (Decimal(1), Decimal(2), (), ())
