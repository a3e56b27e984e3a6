from __future__ import annotations

import gzip
import io
from decimal import Decimal

import openpyxl
import pytest

from passerelle.formats.ledger_mapping import LedgerMapping
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.ledger_table import LedgerColumnError, read
from passerelle.formats.unreadable import UnreadableError

PLAIN = LedgerMapping(source="from", target="to", amount="sum", time="when", currency="cur", ledger="book")
TABLE = """\
when,from,to,sum,cur,book
2031-03-04 05:06,A1,B2,12.50,eur,X

2031-03-05,B2,C3,much,EUR,X
2031-03-06,,C3,1,EUR,X
2031-03-07,B2,C3,-1,EUR,X
someday,B2,C3,1,EUR,X
2031-03-08,"B
2",C3,1.00,EUR,Y
"""


def taken(text: str | bytes, mapping: LedgerMapping = PLAIN) -> list[LedgerRow | BadRow]:
    data = text.encode() if isinstance(text, str) else text
    return list(read(io.BytesIO(data), mapping))


def test_every_row_is_taken_or_explained_with_line_and_column() -> None:
    found = taken(TABLE)
    assert [(row.row, row.line) for row in found] == [(1, 2), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8)]
    assert [row.column for row in found if isinstance(row, BadRow)] == ["sum", "from", "sum", "when"]
    assert all("much" not in row.reason for row in found if isinstance(row, BadRow))


def test_amount_and_date_are_kept_as_given_and_made_normal() -> None:
    first = taken(TABLE)[0]
    assert isinstance(first, LedgerRow)
    assert (first.amount, first.amount_given) == (Decimal("12.50"), "12.50")
    assert (first.time.isoformat(), first.time_given) == ("2031-03-04T05:06:00", "2031-03-04 05:06")
    assert (first.source, first.target, first.currency, first.ledger) == ("A1", "B2", "EUR", "X")


def test_a_gzipped_table_and_other_delimiters_give_the_same() -> None:
    plain = taken(TABLE)
    assert taken(gzip.compress(TABLE.encode())) == plain
    assert taken(TABLE.replace(",", ";")) == plain


def test_a_workbook_gives_the_same_rows() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["when", "from", "to", "sum", "cur", "book"])
    book.active.append(["2031-03-04 05:06", "A1", "B2", "12.50", "eur", "X"])
    packed = io.BytesIO()
    book.save(packed)
    assert taken(packed.getvalue()) == taken("\n".join(TABLE.splitlines()[:2]))


def test_a_row_that_ends_early_is_explained() -> None:
    (row,) = taken("when,from,to,sum,cur,book\n2031-03-04,A\n")
    assert isinstance(row, BadRow)
    assert (row.column, row.reason) == ("sum", "the amount is missing")


def test_a_column_that_is_not_there_is_named_and_nothing_is_read() -> None:
    with pytest.raises(LedgerColumnError, match="no column 'cur', 'book'"):
        taken("when,from,to,sum\n2031-03-04,A,B,1\n")


def test_what_came_before_a_broken_end_is_kept() -> None:
    rows = read(io.BytesIO(b'when,from,to,sum,cur,book\n2031-03-04,A,B,1,E,X\n2031-03-04,"A,B\n'), PLAIN)
    assert isinstance(next(rows), LedgerRow)
    with pytest.raises(UnreadableError, match="line 3"):
        next(rows)


OWN = LedgerMapping(account="ME", target="other", amount="sum", time="when")
SIDES = LedgerMapping(account="ME", target="other", debit="out", credit="in", time="when")


def test_the_statement_of_one_account_has_a_sign_for_each_amount() -> None:
    found = taken("when,other,sum\n2031-03-04,A,-5\n2031-03-05,B,7\n2031-03-06,,1\n", OWN)
    rows = [(row.source, row.target, row.amount) for row in found if isinstance(row, LedgerRow)]
    assert rows == [("ME", "A", 5), ("B", "ME", 7), ("", "ME", 1)]


def test_or_a_column_for_what_goes_out_and_one_for_what_comes_in() -> None:
    found = taken("when,other,out,in\n2031-03-04,A,5,\n2031-03-05,B,,7\n2031-03-06,C,,\n", SIDES)
    rows = [(row.source, row.target, row.amount) for row in found if isinstance(row, LedgerRow)]
    assert rows == [("ME", "A", 5), ("B", "ME", 7)]
    assert isinstance(found[2], BadRow)
    assert found[2].column == "out"
