from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest

from passerelle.formats.ofx import read

SGML = """\
OFXHEADER:100
DATA:OFXSGML

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>1<ACCTID>A1</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20310301
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20310304120000[-5:EST]<TRNAMT>20.50<FITID>F1<MEMO>rent</STMTTRN>
<STMTTRN><TRNTYPE>XFER<DTPOSTED>20310305<TRNAMT>-30.00<FITID>F2
<BANKACCTTO><BANKID>2<ACCTID>B2</BANKACCTTO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>soon<TRNAMT>-1<FITID>F3</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20310305<TRNAMT>one<FITID>F4</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>90.50<DTASOF>20310306</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def closed(text: str) -> str:
    """The same as OFX 2, where every field has its end."""
    return re.sub(r"<([A-Z]+)>([^<\n]+)", r"<\1>\2</\1>", text)


@pytest.mark.parametrize("text", [SGML, closed(SGML)], ids=["sgml", "xml"])
def test_entries_are_taken_or_explained(text: str) -> None:
    (found,) = read(io.BytesIO(text.encode()))
    assert (found.account, found.currency, found.closing) == ("A1", "EUR", Decimal("90.50"))
    first, second = found.rows
    assert (first.source, first.target, first.amount, first.text) == ("", "A1", Decimal("20.50"), "rent")
    assert first.time.isoformat() == "2031-03-04T12:00:00-05:00"
    assert (second.source, second.target, second.amount, second.reference) == ("A1", "B2", Decimal(30), "F2")
    assert [(bad.row, bad.line, bad.column) for bad in found.bad] == [(3, 10, "DTPOSTED"), (4, 11, "TRNAMT")]
