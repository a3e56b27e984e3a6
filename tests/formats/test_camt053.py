from __future__ import annotations

import io
from decimal import Decimal

import pytest

from passerelle.formats.camt053 import read
from passerelle.formats.statement_check import Statement, problems
from passerelle.formats.unreadable import UnreadableError

HEAD = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>'
ACCOUNT = (
    "<ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>"
)
TAIL = "</Stmt></BkToCstmrStmt></Document>"


def balance(code: str, amount: str, side: str = "CRDT") -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{kind}<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd></Bal>'


def entry(amount: str, side: str, inner: str = "", status: str = "<Sts><Cd>BOOK</Cd></Sts>") -> str:
    date = "<BookgDt><Dt>2031-03-04</Dt></BookgDt>"
    return f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}{date}{inner}</Ntry>'


def details(*parts: str) -> str:
    return "<NtryDtls>" + "".join(f"<TxDtls>{part}</TxDtls>" for part in parts) + "</NtryDtls>"


def payer(number: str) -> str:
    return f"<RltdPties><DbtrAcct><Id><Othr><Id>{number}</Id></Othr></Id></DbtrAcct></RltdPties>"


def statements(*parts: str) -> list[Statement]:
    return list(read(io.BytesIO((HEAD + ACCOUNT + "".join(parts) + TAIL).encode())))


def test_entries_and_balances_are_taken_and_add_up() -> None:
    incoming = entry("20.50", "CRDT", details(payer("P1") + "<RmtInf><Ustrd>rent</Ustrd></RmtInf>"))
    opening, closing = balance("OPBD", "100.00"), balance("CLBD", "90.50")
    (found,) = statements(opening, closing, incoming, entry("30.00", "DBIT", status="<Sts>BOOK</Sts>"))
    assert (found.number, found.opening, found.closing) == (7, Decimal(100), Decimal("90.50"))
    first, second = found.rows
    assert (first.source, first.target, first.amount) == ("P1", "DE02120300000000202051", Decimal("20.50"))
    assert (first.currency, first.time_given, first.text) == ("EUR", "2031-03-04", "rent")
    assert (second.source, second.target) == ("DE02120300000000202051", "")
    assert list(problems([found])) == []


def test_several_transactions_with_amounts_of_their_own_are_rows() -> None:
    parts = [f'<Amt Ccy="EUR">{n}</Amt><CdtDbtInd>CRDT</CdtDbtInd>' + payer(f"P{n}") for n in (1, 2)]
    (found,) = statements(entry("3", "CRDT", details(*parts)))
    assert [(row.row, row.source, str(row.amount)) for row in found.rows] == [(1, "P1", "1"), (2, "P2", "2")]


def test_a_transaction_without_an_amount_leaves_the_entry_whole() -> None:
    (found,) = statements(entry("3", "CRDT", details('<Amt Ccy="EUR">1</Amt>', payer("P2"))))
    assert [str(row.amount) for row in found.rows] == ["3"]


@pytest.mark.parametrize(
    ("part", "column"),
    [
        pytest.param(entry("ten", "CRDT"), "Amt", id="amount"),
        pytest.param(entry("1", "BOTH"), "CdtDbtInd", id="side"),
        pytest.param(entry("1", "CRDT", status="<Sts>PDNG</Sts>"), "Sts", id="pending"),
    ],
)
def test_an_entry_that_cannot_be_taken_is_explained(part: str, column: str) -> None:
    (found,) = statements(part, entry("1", "CRDT"))
    assert [bad.column for bad in found.bad] == [column]
    assert [row.row for row in found.rows] == [2]


def test_a_balance_below_zero_and_two_statements_are_kept_apart() -> None:
    second = "</Stmt><Stmt>" + ACCOUNT.replace("7<", "8<") + balance("OPBD", "3")
    found = statements(balance("CLBD", "5", "DBIT"), second)
    assert [(each.number, each.opening, each.closing) for each in found] == [
        (7, None, Decimal(-5)),
        (8, Decimal(3), None),
    ]


def test_a_prefix_of_the_name_space_changes_nothing() -> None:
    text = (HEAD + ACCOUNT + entry("1", "CRDT") + TAIL).replace("</", "</x:").replace("<", "<x:")
    text = text.replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    (found,) = read(io.BytesIO(text.encode()))
    assert len(found.rows) == 1


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableError, match="root element"):
        list(read(io.BytesIO(b"<report/>")))


def account_of(side: str, number: str) -> str:
    return f"<RltdPties><{side}><Id><IBAN>{number}</IBAN></Id></{side}></RltdPties>"


OTHER = "DE89370400440532013000"


def test_a_batch_is_its_transactions_and_says_where_they_do_not_add_up() -> None:
    one, two = '<Amt Ccy="EUR">20.00</Amt>', '<Amt Ccy="EUR">10.50</Amt>'
    (found,) = statements(entry("30.50", "CRDT", details(one + payer("P1"), two + payer("P2"))))
    assert [(row.source, str(row.amount)) for row in found.rows] == [("P1", "20.00"), ("P2", "10.50")]
    assert found.bad == ()
    (short,) = statements(entry("31.00", "CRDT", details(one + payer("P1"), two + payer("P2"))))
    assert [(bad.row, bad.column) for bad in short.bad] == [(2, "Amt")]


def test_what_was_instructed_in_another_currency_stands_beside_the_amount_of_the_account() -> None:
    rate = "<CcyXchg><XchgRate>1.10</XchgRate></CcyXchg>"
    foreign = f'<AmtDtls><InstdAmt><Amt Ccy="USD">22.00</Amt>{rate}</InstdAmt></AmtDtls>'
    opening, closing = balance("OPBD", "100.00"), balance("CLBD", "120.00")
    (found,) = statements(opening, closing, entry("20.00", "CRDT", details(foreign + payer("P1"))))
    (row,) = found.rows
    assert (str(row.amount), row.currency, row.amount_given) == ("20.00", "EUR", "20.00 (22.00 USD at 1.10)")
    assert list(problems([found])) == []
    foreign_entry = entry("5.00", "CRDT").replace('Ccy="EUR"', 'Ccy="USD"')
    (mixed,) = statements(opening, closing, foreign_entry)
    assert [one.reason.partition(",")[0] for one in problems([mixed])] == [
        "the entry is in another currency than the balance"
    ]


def test_a_reversal_names_the_other_side_of_what_it_takes_back() -> None:
    back = details(account_of("CdtrAcct", OTHER))
    (found,) = statements(entry("20.00", "CRDT", "<RvslInd>true</RvslInd>" + back))
    assert (found.rows[0].source, found.rows[0].target) == (OTHER, "DE02120300000000202051")


def test_statements_that_do_not_name_their_account_are_kept_apart_and_add_up() -> None:
    page = "<Acct><Nm>somebody</Nm></Acct>" + balance("ITBD", "10.00") + balance("ITBD", "5.00")
    page += entry("20.00", "CRDT", details(payer("P1"))) + entry("25.00", "DBIT")
    text = HEAD + page + "</Stmt><Stmt><Id>2</Id>" + page + TAIL
    found = list(read(io.BytesIO(text.encode())))
    assert [(one.account, len(one.rows), one.opening, one.closing) for one in found] == [
        ("", 2, Decimal("10.00"), Decimal("5.00"))
    ] * 2
    assert [one.row for one in found[1].rows] == [3, 4]
    assert "comes twice" in str(list(problems(found)))
