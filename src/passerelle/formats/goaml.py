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

FROM, TO = ("t_from_my_client", "t_from"), ("t_to_my_client", "t_to")


def read(source: Source) -> Iterator[LedgerRow | BadRow]:
    """Every transaction of the report; raises UnreadableError where it breaks off."""
    currency, number = "", 0
    for element in records(source, "report", {"currency_code_local", "transaction"}):
        if element.tag == "currency_code_local":
            currency = element.text
            continue
        number += 1
        yield _taken(element, number, currency)


def _taken(transaction: Element, number: int, currency: str) -> LedgerRow | BadRow:
    def bad(column: str, reason: str) -> BadRow:
        return BadRow(row=number, line=transaction.line, column=column, reason=reason)

    sides = [_sides(transaction, names) for names in (FROM, TO)]
    if any(len(side) != 1 for side in sides):
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
        amount_given=given,
        time_given=when_given,
        reference=transaction.text_at("transactionnumber"),
    )


def _sides(transaction: Element, names: tuple[str, str]) -> list[Element]:
    return [side for name in names for side in transaction.each(name)]


def _account(side: Element, name: str) -> str:
    return side.text_at(name, "iban") or side.text_at(name, "account")
