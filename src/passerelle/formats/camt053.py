"""Bank to customer statements, ISO 20022 camt.053, in any version: every booked entry, taken or explained.

The account of a counterparty is its IBAN or its other identification. Where an
entry holds several transactions with amounts of their own each is a row, and
otherwise the entry is one. Names are not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.statement_page import Page
from passerelle.formats.time_text import moment
from passerelle.formats.xml_record import Element, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source
    from passerelle.formats.statement_check import Statement

PARTS = frozenset({"ElctrncSeqNb", "Acct", "Bal", "Ntry"})
OPENING, EARLIER, CLOSING = "OPBD", "PRCD", "CLBD"
CREDIT, DEBIT, BOOKED = "CRDT", "DBIT", "BOOK"


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file; raises UnreadableError where it breaks off."""
    page: Page | None = None
    number = 0
    for element in records(source, "Document", PARTS):
        # A statement begins with its sequence number or, without one, with its account.
        if page is None or (page.account and element.tag in {"ElctrncSeqNb", "Acct"}):
            if page:
                yield page.done()
            page = Page(element.line)
        match element.tag:
            case "ElctrncSeqNb":
                page.number = int(element.text) if element.text.isdecimal() else None
            case "Acct":
                page.account, page.currency = _account(element), element.text_at("Ccy")
            case "Bal":
                _balance(page, element)
            case _:
                number = _entry(page, element, number)
    if page:
        yield page.done()


def _account(element: Element | None) -> str:
    if element is None:
        return ""
    return element.text_at("Id", "IBAN") or element.text_at("Id", "Othr", "Id")


def _balance(page: Page, element: Element) -> None:
    money = amount(element.text_at("Amt"), ".")
    sign = {CREDIT: 1, DEBIT: -1}.get(element.text_at("CdtDbtInd"))
    if isinstance(money, str) or not sign:
        return
    code = element.text_at("Tp", "CdOrPrtry", "Cd")
    # The booked opening stands before the closing of the day before, and the first of each kind counts.
    if code == OPENING or (code == EARLIER and page.opening is None):
        page.opening = sign * money
    elif code == CLOSING and page.closing is None:
        page.closing = sign * money


def _entry(page: Page, entry: Element, number: int) -> int:
    # Since version 8 the status is a code below Sts, before it is the text of Sts.
    if (entry.text_at("Sts", "Cd") or entry.text_at("Sts")) not in {BOOKED, ""}:
        page.bad.append(
            BadRow(row=number + 1, line=entry.line, column="Sts", reason="the entry is not booked")
        )
        return number + 1
    details = [one for part in entry.each("NtryDtls") for one in part.each("TxDtls")]
    own = [one for one in details if _money(one) is not None]
    whole = not own or len(own) < len(details)
    for part in [entry] if whole else own:
        number += 1
        detail = part if not whole else (details[0] if len(details) == 1 else entry)
        _row(page, entry, part, detail, number)
    return number


def _money(element: Element) -> Element | None:
    return element.at("Amt") or element.at("AmtDtls", "TxAmt", "Amt")


def _row(page: Page, entry: Element, part: Element, detail: Element, number: int) -> None:
    element = _money(part)
    given = element.text if element else ""
    date = entry.at("BookgDt") or entry.at("ValDt")
    when_given = (date.text_at("DtTm") or date.text_at("Dt")) if date else ""
    money, when = amount(given, "."), moment(when_given)
    side = part.text_at("CdtDbtInd") or entry.text_at("CdtDbtInd")
    for column, value in (("Amt", money), ("BookgDt", when)):
        if isinstance(value, str):
            page.bad.append(BadRow(row=number, line=part.line, column=column, reason=value))
            return
    if side not in {CREDIT, DEBIT}:
        reason = "the entry is neither credit nor debit"
        page.bad.append(BadRow(row=number, line=part.line, column="CdtDbtInd", reason=reason))
        return
    assert not isinstance(money, str)
    assert not isinstance(when, str)
    other = _account(detail.at("RltdPties", "DbtrAcct" if side == CREDIT else "CdtrAcct"))
    ends = (other, page.account) if side == CREDIT else (page.account, other)
    page.rows.append(
        LedgerRow(
            row=number,
            line=part.line,
            source=ends[0],
            target=ends[1],
            amount=money,
            currency=element.attributes.get("Ccy", "") if element else "",
            time=when,
            amount_given=given,
            time_given=when_given,
            ledger=page.account,
            reference=detail.text_at("Refs", "EndToEndId") or entry.text_at("AcctSvcrRef"),
            text=detail.text_at("RmtInf", "Ustrd"),
        )
    )
