from __future__ import annotations

import io
import json
import sys

import pytest

from passerelle.cli.main import main
from passerelle.formats import ledger_form

TABLE = """\
when,payer,payee,sum,cur,how
2031-03-04T08:00,B,A,100,EUR,cash
2031-03-04T09:00,C,A,60.00,EUR,wire
2031-04-05T10:00,A,D,80,EUR,wire
someday,A,E,80,EUR,wire
2031-04-05T11:00,A,E,80,EUR,cash
"""
COLUMNS = ["--from", "payer", "--to", "payee", "--amount", "sum", "--time", "when", "--currency", "cur"]


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A command that reads the table from a pipe."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    return ["money", "trace", "-", *COLUMNS, "--channel", "how"]


def test_a_trace_in_a_pipe_names_its_accounting_and_who_was_reached(
    pipe: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*pipe, "--account", "C", "--json"]) == 0
    said = capsys.readouterr()
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert lines[0]["accounting"] == "proportional"
    reached = {line["account"]: line["share"] for line in lines if line["line"] == "account"}
    assert reached == {"D": "0.5000", "E": "0.5000", "A": "0.0000"}
    assert {line["period"]: line["traced"] for line in lines if line["line"] == "period"} == {
        "2031-03": "60.00",
        "2031-04": "60.00",
    }
    assert [line["channel"] for line in lines if line["line"] == "channel"] == ["cash", "wire"]
    assert "line 5, column when: the date is in no form that is read" in said.err


def test_backwards_from_a_row_in_sentences(pipe: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = [*pipe, "--row", "5", "--backwards", "--accounting", "first-in-first-out", "--period", "year"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("backwards, first-in-first-out: 80.00 EUR to trace\n")
    assert "  C: 60.00 EUR through it, 60.00 rests, share 0.7500\n" in shown
    assert "  period 2031: 160.00 EUR in 3 transfers\n" in shown


def test_without_a_start_nothing_is_traced(pipe: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*pipe, "--account", "Z"]) == 1
    assert "no row of the table is a start" in capsys.readouterr().err


def test_an_absent_file_is_said_without_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["money", "trace", "absent.csv", *COLUMNS, "--row", "1"]) == 1
    said = capsys.readouterr().err
    assert "the file cannot be opened" in said
    assert "absent" not in said


class Endless(io.RawIOBase):
    """A pipe that somebody else's program never stops writing into."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override] # what the buffered reader hands over
        self.given += len(into)
        assert self.given < 1 << 22
        into[:] = (TABLE.encode() * len(into))[: len(into)]
        return len(into)


def test_an_endless_pipe_is_read_up_to_the_bound(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ledger_form, "LARGEST_TABLE", 1 << 20)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    main(["money", "trace", "-", *COLUMNS, "--row", "1"])
    assert "larger than 1 MB" in capsys.readouterr().err


def test_patterns_read_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    asked = ["--kinds", "escrow", "--set", "escrow_legs=1", "--set", "escrow_within=60d"]
    main(["money", "patterns", "-", *COLUMNS, *asked, "--set", "escrow_share=500", "--json"])
    assert json.loads(capsys.readouterr().out)["transfers"] == [1, 3]
