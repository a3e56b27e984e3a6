from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.cli.name_table import LONGEST_NAME, NameFileError, NameTable

if TYPE_CHECKING:
    from pathlib import Path


def table(tmp_path: Path, text: str) -> NameTable:
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8")
    return NameTable(path, (), any_of=("full_name", "name"))


def test_column_names_are_trimmed_and_read_in_any_case(tmp_path: Path) -> None:
    assert list(table(tmp_path, " Full_Name \nBesa\n").rows()) == [{"full_name": "Besa"}]


def test_a_row_without_any_name_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = table(tmp_path, "name,x\n,1\nBesa,2\n")
    assert [row["name"] for row in found.rows()] == ["Besa"]
    assert found.bad == 1
    assert "line 2: there is nothing in the column full_name or name" in capsys.readouterr().err


def test_a_name_that_is_none_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not list(table(tmp_path, f"name\n{'a' * (LONGEST_NAME + 1)}\n").rows())
    assert "which is no name" in capsys.readouterr().err


def test_a_row_with_broken_quotes_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = table(tmp_path, 'name\n"Be"sa\nClaire\n')
    assert [row["name"] for row in found.rows()] == ["Claire"]
    assert "line 2" in capsys.readouterr().err


def test_a_table_without_a_column_of_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NameFileError, match="no column full_name or name"):
        list(table(tmp_path, "other\nx\n").rows())


def test_an_absent_file_is_refused_without_naming_it(tmp_path: Path) -> None:
    with pytest.raises(NameFileError, match="cannot be opened"):
        list(NameTable(tmp_path / "absent.csv", ("name",)).rows())


def test_nothing_is_said_where_every_row_was_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = table(tmp_path, "name\nBesa\n")
    found.account(len(list(found.rows())))
    assert capsys.readouterr().err == ""
