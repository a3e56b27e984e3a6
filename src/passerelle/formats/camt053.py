"""Bank to customer statements, ISO 20022 camt.053, in any version: every booked entry, taken or explained.

The account of a counterparty is its IBAN or its other identification. Where an
entry holds several transactions with amounts in its currency each is a row, and
otherwise the entry is one; what was instructed in another currency stands
beside the amount as given. Names are not read.
"""

from __future__ import annotations

from decimal import Decimal
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

PARTS = frozenset({"Id", "ElctrncSeqNb", "Acct", "Bal", "Ntry"})
HEADS = frozenset({"ElctrncSeqNb", "Acct"})
OPENING, EARLIER, CLOSING, INTERIM = "OPBD", "PRCD", "CLBD", "ITBD"
AMOUNTS = ("TxAmt", "CntrValAmt", "InstdAmt")
CREDIT, DEBIT, BOOKED = "CRDT", "DBIT", "BOOK"


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file; raises UnreadableError where it breaks off."""
    page: Page | None = None
    number = 0
    for element in records(source, "Document", PARTS):
        # A statement begins with its identification; the group header may hold another.
        if page is None or element.tag == "Id" or (element.tag in HEADS and page.account):
            if page and _holds(page):
                yield page.done()
            page = Page(element.line)
        match element.tag:
            case "Id":
                pass
            case "ElctrncSeqNb":
                page.number = int(element.text) if element.text.isdecimal() else None
            case "Acct":
                page.account, page.currency = _account(element), element.text_at("Ccy")
            case "Bal":
                _balance(page, element)
            case _:
                number = _entry(page, element, number)
    if page and _holds(page):
        yield page.done()


def _holds(page: Page) -> bool:
    return bool(page.account or page.rows or page.bad or page.opening is not None)


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
    page.currency = page.currency or _currency(element.at("Amt"))
    if code == INTERIM:
        # A page within a day: the first such balance opens it and the last closes it.
        page.opening, page.closing = (sign * money if page.opening is None else page.opening), sign * money
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
    currency = _currency(entry.at("Amt"))
    own = [one for one in details if _money(one, currency) is not None]
    whole = len(details) < 2 or len(own) < len(details)  # noqa: PLR2004 - one transaction is the entry
    for part in [entry] if whole else own:
        number += 1
        detail = part if not whole else (details[0] if len(details) == 1 else entry)
        _row(page, entry, part, detail, number)
    if not whole and _sum(own, currency) != amount(entry.text_at("Amt"), "."):
        reason = "the transactions of the entry do not add up to it"
        page.bad.append(BadRow(row=number, line=entry.line, column="Amt", reason=reason))
    return number


def _currency(element: Element | None) -> str:
    return element.attributes.get("Ccy", "") if element else ""


def _sum(parts: list[Element], currency: str) -> Decimal | None:
    total = Decimal(0)
    for part in parts:
        element = _money(part, currency)
        money = amount(element.text, ".") if element else ""
        if isinstance(money, str):
            return None
        total += money
    return total


def _money(element: Element, currency: str) -> Element | None:
    """The amount of a transaction in the currency of its entry."""
    held = (element.at("Amt"), *(element.at("AmtDtls", one, "Amt") for one in AMOUNTS))
    return next((one for one in held if one and _currency(one) in {currency, ""}), None)


def _instructed(detail: Element, currency: str) -> str:
    """What was instructed in another currency, and the rate, as given."""
    for name in AMOUNTS:
        element = detail.at("AmtDtls", name, "Amt")
        if element and _currency(element) not in {currency, ""}:
            rate = detail.text_at("AmtDtls", name, "CcyXchg", "XchgRate")
            return f" ({element.text} {_currency(element)}{f' at {rate}' if rate else ''})"
    return ""


def _other(detail: Element, side: str, own: str, *, reversal: bool) -> str:
    """The other side; a reversal names the sides of what it takes back."""
    names = ("DbtrAcct", "CdtrAcct") if (side == CREDIT) is not reversal else ("CdtrAcct", "DbtrAcct")
    first = _account(detail.at("RltdPties", names[0]))
    if first and first != own:
        return first
    second = _account(detail.at("RltdPties", names[1])) if reversal else ""
    return first if not second or second == own else second


def _row(page: Page, entry: Element, part: Element, detail: Element, number: int) -> None:
    currency = _currency(entry.at("Amt"))
    element = entry.at("Amt") if part is entry else _money(part, currency)
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
    other = _other(detail, side, page.account, reversal=entry.text_at("RvslInd") == "true")
    ends = (other, page.account) if side == CREDIT else (page.account, other)
    row = LedgerRow(
        row=number,
        line=part.line,
        source=ends[0],
        target=ends[1],
        amount=money,
        currency=currency,
        time=when,
        amount_given=f"{given}{_instructed(detail, currency)}",
        time_given=when_given,
        ledger=page.account,
        reference=detail.text_at("Refs", "EndToEndId") or entry.text_at("AcctSvcrRef"),
        text=detail.text_at("RmtInf", "Ustrd"),
    )
    page.take(row, comes_in=side == CREDIT)
