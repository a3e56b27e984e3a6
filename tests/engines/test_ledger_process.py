from __future__ import annotations

import gzip
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from passerelle.engines.ledger_process import LedgerRefusedError, look, read_ledger
from passerelle.formats.ledger_form import LedgerForm
from passerelle.formats.ledger_mapping import LedgerMapping

if TYPE_CHECKING:
    from collections.abc import Callable

MAPPING = LedgerMapping(source="from", target="to", amount="sum", time="when")
TABLE = b"when,from,to,sum\n2031-03-04,A,B,12.50\nsomeday,A,B,1\n"

pytestmark = pytest.mark.processes


def test_a_table_is_looked_at_and_then_read_in_a_process_apart() -> None:
    found = look(TABLE)
    assert (found.form, found.header) == (LedgerForm.TABLE, ("when", "from", "to", "sum"))
    assert found.proposal["source"] == "from"
    reading = read_ledger(TABLE, MAPPING)
    assert [(row.source, row.amount) for row in reading.rows] == [("A", Decimal("12.50"))]
    assert [(row.line, row.column) for row in reading.bad] == [(3, "when")]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["when", "from", "to", "sum"], ["2031-03-04", "A", "B", "12.50"]):
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("packed", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_a_workbook_is_read_after_the_disk_is_out_of_reach(packed: Callable[[bytes], bytes]) -> None:
    (row,) = read_ledger(packed(workbook()), MAPPING).rows
    assert (row.source, row.amount) == ("A", Decimal("12.50"))


def test_a_file_that_is_refused_says_why() -> None:
    with pytest.raises(LedgerRefusedError, match="no column 'nobody'"):
        read_ledger(TABLE, LedgerMapping(source="nobody", target="to", amount="sum", time="when"))
    with pytest.raises(LedgerRefusedError):
        look(b"")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1250"])
def test_an_encoding_is_read_without_a_disk(encoding: str) -> None:
    said = LedgerMapping(time="", encoding="" if encoding == "utf-16" else encoding)
    found = look("Date;From;To;Sum\n2031-03-04;A;B;5\n".encode(encoding), said)
    assert found.header == ("Date", "From", "To", "Sum")
