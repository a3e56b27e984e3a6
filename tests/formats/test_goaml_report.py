from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_money_export import HEAD

from passerelle.formats.goaml import read
from passerelle.formats.goaml_report import Reported, report, written
from passerelle.formats.ledger_row import LedgerRow

if TYPE_CHECKING:
    from pathlib import Path

TRANSFERS = [
    Reported(
        number="1",
        at=datetime(2031, 3, 1, 8),
        source="GB29NWBK60161331926819",
        target="A&B <1>",
        amount=Decimal("12.5"),
        text="оплата",
    ),
    Reported(number="2", at=datetime(2031, 3, 2), source="", target="C", amount=Decimal(1), text=""),
]


def test_our_own_reader_reads_what_was_written() -> None:
    rows = [row for row in read(io.BytesIO(report(HEAD, TRANSFERS))) if isinstance(row, LedgerRow)]
    assert [(row.source, row.target, row.amount, row.currency) for row in rows] == [
        ("GB29NWBK60161331926819", "A&B <1>", Decimal("12.50"), "EUR"),
        ("unknown", "C", Decimal("1.00"), "EUR"),
    ]


def test_other_letters_are_transliterated() -> None:
    assert written("оплата  Ω") == "oplata O"


@pytest.mark.shared
def test_a_report_is_valid_against_the_schema_and_without_its_reason_it_is_not(lists: Path) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml comes with the group of tools")
    schema = etree.XMLSchema(etree.parse(str(lists.parent / "interop" / "goaml" / "goAMLSchema.xsd")))
    made = report(HEAD, TRANSFERS)
    assert schema.validate(etree.fromstring(made)), schema.error_log
    assert not schema.validate(etree.fromstring(made.replace(b"<rentity_id>7</rentity_id>", b"")))
