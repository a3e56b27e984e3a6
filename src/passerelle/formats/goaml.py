"""Reports to a financial intelligence unit in goAML: every transaction between two sides, taken or explained.

The schema is national in its code lists, so nothing is checked against them
here. A side is an account, by IBAN or number; a person or an entity without an
account is a side without a name. Names, birth dates and documents are not read:
who a person is enters only by intake, under a marking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.time_text import moment
from passerelle.formats.xml_record import Element, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal

    from passerelle.formats.source import Source

CHANNELS = {"CDM": "cash", "ATM": "cash", "OCT": "cash", "ELCFT": "wire", "SWIFT": "wire", "ONBNK": "wire"}
FROM, TO = ("t_from_my_client", "t_from"), ("t_to_my_client", "t_to")


def read(source: Source) -> Iterator[LedgerRow | BadRow]:
    """Every transaction of the report; raises UnreadableError where it breaks off."""
    currency, number = "", 0
    for element in records(source, "report", {"currency_code_local", "transaction", "activity"}):
        if element.tag == "currency_code_local":
            currency = element.text
            continue
        number += 1
        if element.tag == "activity":
            reason = "the report is on an activity and holds no transaction between two sides"
            yield BadRow(row=number, line=element.line, column="activity", reason=reason)
            continue
        yield _taken(element, number, currency)


def _taken(transaction: Element, number: int, currency: str) -> LedgerRow | BadRow:
    def bad(column: str, reason: str) -> BadRow:
        return BadRow(row=number, line=transaction.line, column=column, reason=reason)

    sides = [_sides(transaction, names) for names in (FROM, TO)]
    if any(len(side) != 1 for side in sides):
        if transaction.at("involved_parties"):
            return bad(
                "involved_parties", "the transaction is between parties whose directions it does not say"
            )
        return bad("t_from, t_to", "the transaction is not between one side and another")
    given, when_given = transaction.text_at("amount_local"), transaction.text_at("date_transaction")
    money: Decimal | str = amount(given, ".")
    when: datetime | str = moment(when_given)
    if isinstance(money, str):
        return bad("amount_local", money)
    if isinstance(when, str):
        return bad("date_transaction", when)
    if money < 0:
        return bad("amount_local", "the amount is below zero")
    return LedgerRow(
        row=number,
        line=transaction.line,
        source=_account(sides[0][0], "from_account"),
        target=_account(sides[1][0], "to_account"),
        amount=money,
        currency=currency,
        time=when,
        amount_given=f"{given}{_foreign(sides[0][0], 'from') or _foreign(sides[1][0], 'to')}",
        time_given=when_given,
        reference=transaction.text_at("transactionnumber"),
        text=transaction.text_at("transaction_description"),
        channel=_channel(transaction, sides[0][0]),
        paid_in=transaction.text_at("transaction_location"),
    )


def _foreign(side: Element, way: str) -> str:
    """What moved in another currency, and the rate, as given; `amount_local` is its worth."""
    held = side.at(f"{way}_foreign_currency")
    if held is None:
        return ""
    rate = held.text_at("foreign_exchange_rate")
    said = f"{held.text_at('foreign_amount')} {held.text_at('foreign_currency_code')}"
    return f" ({said}{f' at {rate}' if rate else ''})"


def _channel(transaction: Element, side: Element) -> str:
    # What was paid in stands as funds; how it went on stands as the mode.
    if side.text_at("from_funds_code").upper().startswith("CASH"):
        return "cash"
    return CHANNELS.get(transaction.text_at("transmode_code").upper(), "")


def _sides(transaction: Element, names: tuple[str, str]) -> list[Element]:
    return [side for name in names for side in transaction.each(name)]


def _account(side: Element, name: str) -> str:
    return side.text_at(name, "iban") or side.text_at(name, "account")
