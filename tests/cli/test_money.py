from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from passerelle.cli.main import main

TABLE = """\
when,payer,payee,sum,cur,book
2031-03-04T08:00,A,B,100.10,EUR,one
2031-03-04T09:00,B,C,50,USD,one
bad,B,C,50,USD,one
2031-03-04T10:00,C,A,49.95,EUR,one
2031-03-04T11:00,X,Y,100.10,EUR,two
"""
COLUMNS = ["--from", "payer", "--to", "payee", "--amount", "sum", "--time", "when"]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ledger.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_cycle_is_one_object_a_line(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["money", "patterns", file, *COLUMNS, "--currency", "cur", "--kinds", "cycle", "--json"]
    assert main(asked) == 0
    (found,) = lines(capsys)
    assert list(found) == ["kind", "accounts", "transfers", "start", "end", "amount", "why"]
    assert found["transfers"] == [1, 2, 4]
    assert found["amount"] == {"EUR": "150.05", "USD": "50"}
    assert (found["start"], found["end"]) == ("2031-03-04T08:00:00", "2031-03-04T10:00:00")


def test_without_a_currency_the_key_is_empty(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["money", "patterns", file, *COLUMNS, "--kinds", "cycle", "--json"])
    assert lines(capsys)[0]["amount"] == {"": "200.05"}


def test_a_bad_row_is_explained_and_the_rest_is_kept(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["money", "patterns", file, *COLUMNS, "--kinds", "fan-in", "--json"])
    said = capsys.readouterr().err
    assert "line 4, column when: the date is in no form that is read" in said
    assert "1 rows were not taken and 4 were." in said


def test_a_gzipped_file_gives_the_same(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["money", "patterns", file, *COLUMNS, "--json", "--kinds", "cycle,rapid"])
    plain = lines(capsys)
    Path(file).write_bytes(gzip.compress(TABLE.encode()))
    main(["money", "patterns", file, *COLUMNS, "--json", "--kinds", "cycle,rapid"])
    assert lines(capsys) == plain


def test_mirror_needs_ledgers_and_says_so(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["money", "patterns", file, *COLUMNS, "--kinds", "mirror", "--json"]
    assert main(asked) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "mirror is skipped" in shown.err
    assert main([*asked, "--ledger", "book"]) == 0
    assert [line["transfers"] for line in lines(capsys)] == [[1, 5]]


def test_without_json_people_read_sentences(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["money", "patterns", file, *COLUMNS, "--kinds", "cycle"])
    shown = capsys.readouterr().out
    assert shown.startswith("cycle  2031-03-04T08:00:00 to 2031-03-04T10:00:00  rows 1, 2, 4\n")
    assert "money comes back to where it left" in shown


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(["--kinds", "cycle,ring"], "no pattern is called ring", id="kind"),
        pytest.param(["--currency", "money"], "no column 'money'", id="column"),
    ],
)
def test_a_wrong_request_reads_nothing(
    file: str, change: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "patterns", file, *COLUMNS, *change]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert reason in shown.err


def test_an_absent_file_is_said_without_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["money", "patterns", "absent.csv", *COLUMNS]) == 1
    assert "the file cannot be opened" in capsys.readouterr().err


def test_a_parameter_can_be_set_and_the_rule_says_so(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["money", "patterns", file, *COLUMNS, "--kinds", "cycle", "--json"]
    main([*asked, "--set", "cycle_within=1h"])
    assert lines(capsys) == []
    main([*asked, "--set", "cycle_within=2d"])
    assert "within 2 days" in str(lines(capsys)[0]["why"])


@pytest.mark.parametrize("given", ["fans=3", "fan", "fan=", "fan=0", "fan=many"], ids=str)
def test_a_parameter_that_sets_nothing_is_refused(
    file: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["money", "patterns", file, *COLUMNS, "--set", given]) != 0
    shown = capsys.readouterr()
    assert f"--set {given} sets nothing" in shown.err
    assert shown.out == ""
