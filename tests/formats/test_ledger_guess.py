from __future__ import annotations

import io

import pytest

from passerelle.formats.ledger_guess import outline, proposed
from passerelle.formats.unreadable import UnreadableError


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
