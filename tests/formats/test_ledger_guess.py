from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.formats.ledger_guess import likely_sheet, outline, proposal_of, proposed
from passerelle.formats.ledger_mapping import LedgerMapping
from passerelle.formats.ledger_row import LedgerRow
from passerelle.formats.ledger_table import checked
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

FRENCH = """Relevé de compte;;;;
IBAN : FR76 3000 6000 0112 3456 7890 189;;;;

Date;Date valeur;Libellé;Débit euros;Crédit euros;Solde (EUR)
03/04/2031;05/04/2031;LOYER;1 200,50;;-200,50
14/04/2031;05/04/2031;PAIE;0,00;2 000,00;1 799,50
Total;;;1 200,50;2 000,00;
"""
GERMAN = """Auftragskonto;Buchungstag;Verwendungszweck;Kontonummer/IBAN;Betrag;Waehrung
12345678;30.12.2030;x;998877;-1.234,56;EUR
12345678;31.12.2030;x;998866;34,56;EUR
"""
ENGLISH = """Date,Description,Amount (USD),Balance
12/30/2030,A,($20.00),80.00
12/31/2030,B,"$1,234.50","1,314.50"
"""
SIDED = "Date|Account|Counterparty|Amount|DC\n2031-03-04|A|B|10.5|D\n2031-03-05|A|C|10.5|C\n"
HEADLESS = "2031-03-04,10.5,x\n2031-03-05,-10.5,y\n"


def test_the_names_of_columns_suggest_which_is_which() -> None:
    found = proposed(("Booking date", "Debtor", "Beneficiary", "Amount", "CCY", "Remittance details"))
    assert found == {
        "time": "Booking date",
        "source": "Debtor",
        "target": "Beneficiary",
        "amount": "Amount",
        "currency": "CCY",
        "text": "Remittance details",
    }


def test_french_names_are_known_and_no_column_is_given_twice() -> None:
    found = proposed(("Date", "Émetteur", "Bénéficiaire", "Débit", "Crédit", "Devise", "Libellé"))
    assert found["source"] == "Émetteur"
    assert (found["debit"], found["credit"]) == ("Débit", "Crédit")
    assert len(set(found.values())) == len(found)


def test_an_outline_shows_the_first_rows() -> None:
    found = outline(io.BytesIO(b"date;from;to\n1;A;B\n2;B;C\n"))
    assert found.header == ("date", "from", "to")
    assert found.samples == (("1", "A", "B"), ("2", "B", "C"))


def test_nothing_is_no_table() -> None:
    with pytest.raises(UnreadableError):
        outline(io.BytesIO(b""))


@pytest.mark.parametrize(
    ("data", "said", "rows"),
    [
        pytest.param(
            FRENCH.encode("cp1252"),
            {},
            [("FR7630006000011234567890189", "", "1200.50"), ("", "FR7630006000011234567890189", "2000.00")],
            id="french-debit-credit-below-a-title",
        ),
        pytest.param(
            GERMAN.encode(),
            {"account": "12345678", "target": "Kontonummer/IBAN"},
            [("12345678", "998877", "1234.56"), ("998866", "12345678", "34.56")],
            id="german-signs",
        ),
        pytest.param(
            ENGLISH.encode("utf-16"),
            {"account": "OWN"},
            [("OWN", "", "20.00"), ("", "OWN", "1234.50")],
            id="english-brackets-month-first",
        ),
        pytest.param(SIDED.encode(), {}, [("A", "B", "10.5"), ("C", "A", "10.5")], id="a-word-for-the-sign"),
        pytest.param(
            HEADLESS.encode(), {"account": "OWN"}, [("", "OWN", "10.5"), ("OWN", "", "10.5")], id="no-header"
        ),
    ],
)
def test_a_statement_of_a_bank_is_read_as_it_is_proposed(
    data: bytes, said: dict[str, str], rows: list[tuple[str, str, str]]
) -> None:
    asked: dict[str, Any] = {**outline(io.BytesIO(data)).proposal, **said}
    mapping = LedgerMapping(**asked)
    found = list(checked(io.BytesIO(data), mapping))
    taken = [one for one in found if isinstance(one, LedgerRow)]
    assert [(one.source, one.target, str(one.amount)) for one in taken] == rows
    assert len(found) - len(taken) == (1 if b"Total" in data else 0)


def test_the_first_rows_settle_what_the_names_leave_open() -> None:
    assert outline(io.BytesIO(FRENCH.encode())).proposal == {
        "time": "Date",
        "text": "Libellé",
        "debit": "Débit euros",
        "credit": "Crédit euros",
        "balance": "Solde (EUR)",
        "header": "4",
        "first": "day",
        "decimal_mark": ",",
        "currency_code": "EUR",
        "account": "FR7630006000011234567890189",
    }
    unnamed = outline(io.BytesIO(b"Of March\nqui,quoi,combien\nA,2031-03-04,5\n"))
    assert (unnamed.header, unnamed.proposal["time"]) == (("qui", "quoi", "combien"), "quoi")
    unclear = outline(io.BytesIO(b"Date,From,To,Amount\n03/04/2031,A,B,5\n"))
    assert "first" not in unclear.proposal


def test_the_sheet_that_looks_like_a_statement_is_taken_and_days_of_workbooks_are_told(
    workbook: Callable[[dict[str, list[list[object]]]], bytes],
) -> None:
    rows: list[list[object]] = [["Bank X"], ["Date", "Donneur", "Bénéficiaire", "Montant (CHF)"]]
    data = workbook({"Info": [["hello"]], "Moves": [*rows, [47180, "A", "B", 12.5], ["Total", "", "", 12.5]]})
    sheet, sheets = likely_sheet(lambda: io.BytesIO(data))
    assert (sheet, sheets) == ("Moves", ("Info", "Moves"))
    found = outline(io.BytesIO(data), LedgerMapping(time="", sheet=sheet), sheets)
    assert (found.proposal["currency_code"], found.line) == ("CHF", 2)
    asked: dict[str, Any] = {**found.proposal, "first": "serial"}
    rows_read = checked(io.BytesIO(data), LedgerMapping(**asked))
    taken = [one for one in rows_read if isinstance(one, LedgerRow)]
    assert [(one.line, one.time.isoformat()) for one in taken] == [(3, "2029-03-03T00:00:00")]


def test_an_earlier_mapping_is_proposed_for_a_table_with_all_of_its_columns() -> None:
    mapping = LedgerMapping(time="Date", amount="Sum", account="A", opening="5", decimal_mark=",")
    assert proposal_of(("Date", "Sum", "X"), mapping) == {
        "time": "Date",
        "amount": "Sum",
        "decimal_mark": ",",
    }
    assert proposal_of(("Date", "X"), mapping) == {}
