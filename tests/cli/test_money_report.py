from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.test_money_chart import COLUMNS, TABLE

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

GOAML = ["--entity-id", "7", "--user-code", "OBER", "--report-code", "STR", "--country", "fr"]
GOAML += ["--indicators", "STRUC", "--reason", "many pay one", "--action", "none yet"]


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    path = tmp_path / "ledger.csv"
    path.write_text(TABLE, encoding="utf-8")
    return ["money", "report", str(path), *COLUMNS, "--reference", "OB-2026-014"]


def test_a_report_for_a_unit_holds_the_transfers_and_is_the_same_twice(
    asked: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([*asked, *GOAML]) == 0
    made = capfdbinary.readouterr().out
    assert made.count(b"<transaction>") == 4
    assert b"<entity_reference>OB-2026-014</entity_reference>" in made
    assert b"<submission_date>2031-04-01T00:00:00</submission_date>" in made
    assert main([*asked, *GOAML]) == 0
    assert capfdbinary.readouterr().out == made


def test_a_report_names_what_it_lacks(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*asked, *GOAML[2:]]) == 1
    assert "a goAML report needs --entity-id; nothing was made" in capsys.readouterr().err
    assert main([*asked, "--entity-id", "seven", *GOAML[2:]]) == 1


def test_a_paper_is_the_same_bytes_for_the_same_transfers(
    asked: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pytest.importorskip("typst")
    assert main([*asked, "--as", "pdf", "--handling", "H1"]) == 0
    made = capfdbinary.readouterr().out
    assert made.startswith(b"%PDF-")
    assert main([*asked, "--as", "pdf", "--handling", "H1"]) == 0
    assert capfdbinary.readouterr().out == made
