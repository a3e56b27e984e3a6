from __future__ import annotations

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest

from passerelle.formats.goaml import read
from passerelle.formats.ledger_row import BadRow, LedgerRow

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("PASSERELLE_DATA", ROOT.parent / "shared" / "data")) / "interop" / "goaml"
REPORT = """\
<report><currency_code_local>EUR</currency_code_local>
<transaction><transactionnumber>T1</transactionnumber><date_transaction>2031-03-04T05:06:00</date_transaction>
<amount_local>120.50</amount_local>
<t_from_my_client><from_account><account>A1</account></from_account></t_from_my_client>
<t_to><to_account><account>9</account><iban>B2</iban></to_account></t_to></transaction>
{}
</report>
"""
ONE_SIDE = "<transaction><amount_local>1</amount_local><t_to/></transaction>"
PARTIES = (
    "<transaction><amount_local>1</amount_local><involved_parties><party/></involved_parties></transaction>"
)
NO_DATE = "<transaction><amount_local>1</amount_local><t_from/><t_to/></transaction>"
NO_AMOUNT = "<transaction><date_transaction>2031-03-04</date_transaction><t_from/><t_to/></transaction>"


def taken(more: str) -> list[LedgerRow | BadRow]:
    return list(read(io.BytesIO(REPORT.format(more).encode())))


def test_a_transaction_between_two_accounts_is_taken() -> None:
    (found,) = taken("")
    assert isinstance(found, LedgerRow)
    assert (found.source, found.target, found.amount) == ("A1", "B2", Decimal("120.50"))
    assert (found.currency, found.reference, found.row, found.line) == ("EUR", "T1", 1, 2)


@pytest.mark.parametrize(
    ("more", "column"),
    [
        pytest.param(ONE_SIDE, "t_from, t_to", id="one-side"),
        pytest.param(PARTIES, "involved_parties", id="parties"),
        pytest.param("<activity><report_parties/></activity>", "activity", id="activity"),
        pytest.param(NO_DATE, "date_transaction", id="no-date"),
        pytest.param(NO_AMOUNT, "amount_local", id="no-amount"),
    ],
)
def test_a_transaction_that_cannot_be_taken_is_explained(more: str, column: str) -> None:
    _, found = taken(more)
    assert isinstance(found, BadRow)
    assert (found.row, found.line, found.column) == (2, 6, column)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "transactions"), [("STR", 1), ("AIFT", 1), ("ECDDT", 1), ("SAR", 0)])
def test_published_samples_are_read(name: str, transactions: int) -> None:
    if not DATA.is_dir():
        pytest.skip("the samples of goAML are not here: set PASSERELLE_DATA")
    with (DATA / f"{name}.xml").open("rb") as file:
        found = list(read(file))
    assert [isinstance(row, LedgerRow) for row in found] == ([True] * transactions or [False])


def test_cash_another_currency_and_a_place_stand_beside_the_amount() -> None:
    side = "<from_funds_code>CASH</from_funds_code><from_foreign_currency><foreign_currency_code>USD"
    side += "</foreign_currency_code><foreign_amount>30</foreign_amount>"
    side += "<foreign_exchange_rate>0.9</foreign_exchange_rate></from_foreign_currency>"
    _, found = taken(
        "<transaction><transaction_location>Quay</transaction_location>"
        "<transaction_description>for a boat</transaction_description>"
        "<date_transaction>2031-03-04</date_transaction><transmode_code>ELCFT</transmode_code>"
        f"<amount_local>27</amount_local><t_from>{side}</t_from><t_to_my_client/></transaction>"
    )
    assert isinstance(found, LedgerRow)
    assert (found.amount_given, found.channel) == ("27 (30 USD at 0.9)", "cash")
    assert (found.text, found.paid_in, found.source) == ("for a boat", "Quay", "")
