from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

OWN = "FR7630006000011234567890189"
CSV = f"""IBAN;{OWN};;
Date;Autre compte;Montant (EUR);Solde
03/04/2031;B;-1 200,50;800,00
14/04/2031;C;200,00;1 000,00
someday;C;1,00;1 001,00
15/04/2031;C;=5;1 000,00
"""
MT940 = """:20:X
:25:C
:28C:1
:60F:C310401EUR100,00
:61:3104140414D100,00NTRFREF1
:86:?31ACC9
:62F:C310414EUR0,00
-
"""


@pytest.fixture
def files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """A table, a statement and the mapping that is proposed for the table."""
    (tmp_path / "a.csv").write_bytes(CSV.encode("cp1252"))
    (tmp_path / "b.sta").write_text(MT940)
    assert main(["money", "map", str(tmp_path / "a.csv")]) == 0
    mapping = capsys.readouterr().out.replace("[columns]", '[columns]\ntarget = "Autre compte"')
    (tmp_path / "m.toml").write_text(mapping)
    return [str(tmp_path / "a.csv"), str(tmp_path / "b.sta"), "--mapping", str(tmp_path / "m.toml")]


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_statements_of_any_form_become_one_table(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "read", *files[:2], files[0], *files[2:]]) == 0
    shown = capsys.readouterr()
    header, *rows = shown.out.splitlines()
    assert header.startswith("file,row,line,from,to,amount,time,currency,ledger")
    assert rows[0].startswith(f"1,1,3,{OWN},B,1200.50,2031-04-03T00:00:00,EUR,{OWN}")
    assert rows[2].startswith("2,1,5,C,ACC9,100.00,2031-04-14T00:00:00,EUR,C,REF1")
    said = shown.err.splitlines()
    assert "file 1, line 5, column Date: the date is in no form that is read" in said
    assert "file 3, the file is the same as file 1: each transfer comes twice" in said


def test_one_command_follows_another_in_a_pipe(
    files: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numba")
    main(["money", "read", *files, "--json"])
    transfers = capsys.readouterr().out
    assert [json.loads(line)["file"] for line in transfers.splitlines()] == [1, 1, 2]
    asked = ["--kinds", "rapid", "--json"]
    columns = ["--from", "from", "--to", "to", "--amount", "amount", "--time", "time", "--ledger", "ledger"]
    for how in ([], columns):
        piped(monkeypatch, transfers)
        assert main(["money", "patterns", "-", *how, *asked]) == 0
        capsys.readouterr()
    piped(monkeypatch, transfers)
    assert main(["money", "trace", "-", "--account", OWN, "--json"]) == 0
    (first, *_) = capsys.readouterr().out.splitlines()
    assert json.loads(first)["started"] == "1200.50"


def test_a_mapping_is_proposed_for_a_table_alone(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "map", files[1]]) == 1
    assert "read without a mapping" in capsys.readouterr().err
    nothing = tmp_path / "n.csv"
    nothing.write_text("a,b\n1,2\n")
    assert main(["money", "map", str(nothing)]) == 1
    assert "no column of the table holds dates" in capsys.readouterr().err


def test_a_table_without_a_mapping_is_left_and_the_rest_is_read(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "read", *files[:2]]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 2
    assert "file 1, the file is a table, and nothing says which column is which" in shown.err
