from __future__ import annotations

import io
from decimal import Decimal

from passerelle.formats.mt940 import read
from passerelle.formats.statement_check import problems

MESSAGE = """\
{1:F01BANKXXXXAXXX0000000000}{4:
:20:START
:25:DE02 1203 0000 0000 2020 51
:28C:00012/001
:60F:C310304EUR100,00
:61:3103040304CR20,5NTRFREF1//B7
:86:166?00CREDIT?20rent?31P1?32someone
:61:310305D30,NTRF
and more
:61:310306RC0,50NTRFNONREF
:61:nonsense
:62F:C310306EUR90,00
-}
:20:NEXT
:25:987
:28C:13
:60F:D310306USD1,00
:62F:D310306USD1,00
-
"""


def test_entries_balances_and_pages_are_taken() -> None:
    first, second = read(io.BytesIO(MESSAGE.encode()))
    assert (first.account, first.number, first.currency) == ("DE02120300000000202051", 12, "EUR")
    assert (first.opening, first.closing) == (Decimal(100), Decimal(90))
    assert [(row.source, row.target, str(row.amount)) for row in first.rows] == [
        ("P1", first.account, "20.5"),
        (first.account, "", "30"),
        (first.account, "", "0.50"),
    ]
    assert (first.rows[0].time.isoformat(), first.rows[0].reference) == ("2031-03-04T00:00:00", "REF1")
    assert [(bad.row, bad.line, bad.column) for bad in first.bad] == [(4, 11, ":61:")]
    assert (second.account, second.opening, second.closing) == ("987", Decimal(-1), Decimal(-1))


def test_the_entries_lead_from_balance_to_balance() -> None:
    assert list(problems(read(io.BytesIO(MESSAGE.replace(":61:nonsense\n", "").encode())))) == []
    assert [
        problem.line for problem in problems(read(io.BytesIO(MESSAGE.replace("20,5N", "21,5N").encode())))
    ]


def test_a_statement_that_breaks_off_keeps_what_came_before() -> None:
    (found,) = read(io.BytesIO(MESSAGE[: MESSAGE.index(":86:")].encode()))
    assert [str(row.amount) for row in found.rows] == ["20.5"]
    assert found.closing is None


AWKWARD = """\
:20:A
:25P:DE02 1203 0000 0000 2020 51
:28:7
:61:310304RD10.00NTRFAB/CD//B7
:86:166?00REVERSAL?20rent?21of March
:86:?31P1?32Somebody?38DE89370400440532013000
:61:310305D30,NTRF
:86:/CNTP/GB29NWBK60161331926819/NWBKGB2L/Somebody//REMI/for ropes/
:61:310306RC5,NMSCNONREF
:86:IBAN+FR76 3000 6000 0112 3456 7890 189
:61:311306C5,NMSC
:62F:C310306EUR90,00
:86:closing remarks
-
"""


def test_reversals_points_and_several_fields_of_text_are_read() -> None:
    (found,) = read(io.BytesIO(AWKWARD.encode()))
    first, second, third = found.rows
    own = "DE02120300000000202051"
    assert (first.source, first.target, first.reference) == ("DE89370400440532013000", own, "AB/CD")
    assert (str(first.amount), first.text) == ("10.00", "REVERSAL rent of March")
    assert (second.source, second.target) == (own, "GB29NWBK60161331926819")
    assert (third.source, third.target) == (own, "FR7630006000011234567890189")
    assert [(bad.line, bad.column) for bad in found.bad] == [(11, ":61:")]
    assert [one.reason for one in problems([found])] == [
        "the opening or the closing balance is not stated, nothing can be checked"
    ]
    assert "Somebody" not in first.text
    assert "closing remarks" not in str(found.rows)
