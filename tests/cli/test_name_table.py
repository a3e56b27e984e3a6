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


def names(found: NameTable) -> list[str]:
    return [row.values.get("name", "") for row in found.rows() if not row.fault]


def test_column_names_are_trimmed_and_read_in_any_case(tmp_path: Path) -> None:
    assert [row.values for row in table(tmp_path, " Full_Name \nBesa\n").rows()] == [{"full_name": "Besa"}]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_the_delimiter_is_seen_in_the_header(tmp_path: Path, sign: str) -> None:
    found = table(tmp_path, f'\ufeff id {sign} Name {sign}"date, of birth"\n1{sign}Besa{sign}1980\n')
    assert names(found) == ["Besa"]


def test_a_row_without_any_name_is_given_with_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = table(tmp_path, "name,x\n,1\nBesa,2\n,\n\nClaire\n")
    rows = list(found.rows())
    assert [row.values["name"] for row in rows] == ["", "Besa", "", "Claire"]
    assert [bool(row.fault) for row in rows] == [True, False, True, False]
    assert found.bad == 2
    assert "line 2: there is nothing in the column full_name or name" in capsys.readouterr().err


def test_a_row_with_more_cells_than_columns_is_explained(tmp_path: Path) -> None:
    assert [row.fault for row in table(tmp_path, "name\nBesa,Claire\nBesa,\n").rows()] == [
        "the row has 2 cells and the table 1 columns",
        "",
    ]


def test_a_name_that_is_none_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not names(table(tmp_path, f"name\n{'a' * (LONGEST_NAME + 1)}\n"))
    assert "which is no name" in capsys.readouterr().err


def test_a_row_with_broken_quotes_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = table(tmp_path, 'name\n"Be"sa\nClaire\n')
    assert names(found) == ["Claire"]
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
