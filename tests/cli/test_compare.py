from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """ name1 ,NAME2,schema
Besa Strakova,"STRAKOVA, Besa",Person
Hassan Brandl,Hussein Brandl,Person
,Besa Strakova,Person
Brandl Ltd,Brandl Limited,Company
one cell
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_each_pair_has_its_line_in_order(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(pairs), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(line) for line in lines] == [["name1", "name2", "score", "same", "why"]] * 5
    assert [line["same"] for line in lines] == [True, False, False, True, False]
    assert lines[0]["name2"] == "STRAKOVA, Besa"
    assert all(0 <= line["score"] <= 1 and line["why"] for line in lines)


def test_a_bad_row_is_named_by_file_line_and_reason(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", str(pairs), "--json"])
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"{pairs}: line 4: the column name1 is empty",
        f"{pairs}: line 6: the column name2 is empty",
        "2 rows hold no name and 3 do.",
    ]


def test_a_gzipped_table_reads_as_a_plain_one(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = pairs.with_suffix(".csv.gz")
    packed.write_bytes(gzip.compress(pairs.read_bytes()))
    main(["compare", str(pairs), "--json"])
    plain = capsys.readouterr().out
    main(["compare", str(packed), "--json"])
    assert capsys.readouterr().out == plain


def test_a_person_reads_why_and_what_it_does_not_mean(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["compare", str(pairs)])
    out = capsys.readouterr().out
    assert "not the same name" in out
    assert "The same name is not the same person" in out


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "the file is empty"), ("name1,other\na,b\n", "no column name2")],
    ids=["empty", "column-missing"],
)
def test_a_table_that_cannot_be_read_is_refused(
    text: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["compare", str(path), "--json"]) != 0
    assert reason in capsys.readouterr().err


def test_a_table_without_pairs_ends_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("name1,name2\n", encoding="utf-8")
    assert main(["compare", str(path)]) == 1
    assert "there is no pair" in capsys.readouterr().out
