from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.money_table import LedgerFileError, read_table, table_arguments

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
