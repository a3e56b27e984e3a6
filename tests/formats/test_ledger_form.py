from __future__ import annotations

import io
from pathlib import Path

import pytest

from passerelle.formats.ledger_form import LedgerForm, MappingRequiredError, form_of, read
from passerelle.formats.ledger_mapping import LedgerMapping
from passerelle.formats.ledger_row import LedgerRow
from passerelle.formats.statement_check import Problem

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', LedgerForm.CAMT053),
        (b"OFXHEADER:100\nDATA:OFXSGML", LedgerForm.OFX),
        (b"<?xml version='1.0'?><report><rentity_id>1</rentity_id>", LedgerForm.GOAML),
        (b"{1:F01}{4:\n:20:X\n:25:DE12\n:60F:C", LedgerForm.MT940),
        (b"when,from,to,sum\n", LedgerForm.TABLE),
    ],
    ids=lambda one: str(one)[:12],
)
def test_the_form_is_told_by_the_bytes(head: bytes, form: LedgerForm) -> None:
    assert form_of(head) is form


def test_a_table_without_a_mapping_is_not_read() -> None:
    with pytest.raises(MappingRequiredError):
        list(read(io.BytesIO(b"when,from\n"), None, None))


def test_rows_come_first_and_then_what_does_not_add_up() -> None:
    text = (
        b":20:X\n:25:ACC1\n:28C:1\n:60F:C310301EUR100,00\n"
        b":61:3103020302D40,00NTRFREF1\n:62F:C310302EUR50,00\n-\n"
    )
    found = list(read(io.BytesIO(text), None, None))
    assert isinstance(found[0], LedgerRow)
    assert any("opening to the closing balance" in getattr(one, "reason", "") for one in found)


def test_a_page_and_a_row_that_come_twice_are_reported_and_kept() -> None:
    page = b":20:X\n:25:DE89370400440532013000\n:28C:7/1\n:60F:C310301EUR10,\n:61:3103010301C5,NTRFA\n"
    page += b":62F:C310301EUR15,\n-}\n"
    found = list(read(io.BytesIO(page + page), None, None))
    assert [one.reason for one in found if isinstance(one, Problem)] == [
        "the page is the same as the one before it: each entry comes twice"
    ]
    table = b"when,from,to,sum\n" + b"2031-03-01,A,B,5\n" * 2
    mapping = LedgerMapping(source="from", target="to", amount="sum", time="when")
    rows = list(read(io.BytesIO(table), None, mapping))
    assert len(rows) == 3
    assert rows[2] == Problem(3, "the entry is the same as an earlier one of the file in everything")
