from __future__ import annotations

import argparse
import gzip
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.money_table import ColumnsNotSaidError, LedgerFileError, read_table, table_arguments
from passerelle.formats.ledger_mapping import LedgerMapping, written

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_not_taken_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("a,b,c,d\nX,Y,1,2031-01-01\nX,Y,?,2031-01-01\n")
    parser = argparse.ArgumentParser()
    table_arguments(parser)
    columns = ["--from", "a", "--to", "b", "--amount", "c", "--time", "d"]
    table = read_table(parser.parse_args([str(file), *columns]))
    assert ([row.row for row in table.taken], table.bad) == ([1], 1)
    assert "1 rows were not taken and 1 were." in capsys.readouterr().err
    with pytest.raises(LedgerFileError):
        read_table(parser.parse_args([str(tmp_path / "absent"), *columns]))


MT940 = (
    ":20:X\n:25:ACC1\n:28C:1\n:60F:C310301EUR100,00\n:61:3103020302D40,00NTRFREF1\n:62F:C310302EUR50,00\n-\n"
)


def test_a_statement_needs_no_columns_and_a_table_needs_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    table_arguments(parser)
    file = tmp_path / "statement"
    file.write_bytes(gzip.compress(MT940.encode()))
    table = read_table(parser.parse_args([str(file)]))
    assert [(row.source, str(row.amount)) for row in table.taken] == [("ACC1", "40.00")]
    assert "opening to the closing balance" in capsys.readouterr().err
    file.write_text("time,from,to,amount\n12:20:25,:25:,A,5\n")
    with pytest.raises(ColumnsNotSaidError):
        read_table(parser.parse_args([str(file)]))
    with pytest.raises(ColumnsNotSaidError):
        read_table(parser.parse_args([str(file), "--from", "from"]))


def test_the_first_saved_mapping_that_fits_reads_the_table(tmp_path: Path) -> None:
    parser = argparse.ArgumentParser()
    table_arguments(parser)
    asked = []
    for name, columns in (("one", "A,B"), ("two", "a,b")):
        time, amount = columns.split(",")
        mapping = LedgerMapping(time=time, amount=amount, account=name)
        (tmp_path / f"{name}.toml").write_text(written(mapping))
        asked += ["--mapping", str(tmp_path / f"{name}.toml")]
    file = tmp_path / "table.csv"
    for columns, owner in (("A,B", "one"), ("a,b", "two")):
        file.write_text(f"{columns}\n2031-03-04,-5\n")
        (row,) = read_table(parser.parse_args([str(file), *asked])).taken
        assert row.source == owner
