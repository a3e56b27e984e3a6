from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest

from passerelle.formats.ofx import read
from passerelle.formats.statement_check import problems

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


AWKWARD = """\
OFXHEADER:100
DATA:OFXSGML
CHARSET:1252

<ofx><bankmsgsrsv1><stmttrnrs><stmtrs><curdef>INR
<bankacctfrom><bankid>1<acctid>A1</bankacctfrom><banktranlist>
<stmttrn><trntype>ATM<dtposted>20310304120000.000[5.5:IST]<trnamt>-1234,50<fitid>F1
<memo>Fish &amp; nets
and rope
<stmttrn><trntype>XFER<dtposted>20310304<trnamt>20<fitid>F2<name>somebody
<origcurrency><currate>90.5<cursym>USD</origcurrency><bankacctfrom><bankid>2<acctid>B2</bankacctfrom></stmttrn>
<stmttrn><trntype>POS<dtposted>20310304<trnamt>-5<fitid>F3
<currency><currate>90<cursym>EUR</currency><ccacctto><acctid>C3</ccacctto></stmttrn>
<stmttrn><trntype>POS<dtposted>20310304120000[soon]<trnamt>-5<fitid>F4</stmttrn>
</banktranlist></stmtrs></stmttrnrs></bankmsgsrsv1>
<creditcardmsgsrsv1><ccstmttrnrs><ccstmtrs><curdef>EUR<ccacctfrom><acctid>9</ccacctfrom>
<stmttrn><trntype>DEBIT<dtposted>20310304<trnamt>-1<fitid>G1
"""


def test_small_tags_open_entries_and_other_currencies_are_read() -> None:
    bank, card = read(io.BytesIO(AWKWARD.encode("cp1252")))
    first, second, third = bank.rows
    assert (first.amount, first.text, first.channel) == (Decimal("1234.50"), "Fish & nets and rope", "cash")
    assert first.time.isoformat() == "2031-03-04T12:00:00+05:30"
    assert (second.source, second.currency, second.amount_given) == ("B2", "INR", "20 (USD at 90.5)")
    assert (third.target, third.currency) == ("C3", "EUR")
    assert [(bad.row, bad.line, bad.column) for bad in bank.bad] == [(4, 14, "DTPOSTED")]
    assert (card.account, [row.row for row in card.rows]) == ("9", [5])
    assert not bank.broken_off
    assert [one.reason for one in problems([card])] == ["the statement breaks off; what came before is kept"]
    assert "somebody" not in str(bank)
