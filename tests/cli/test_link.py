from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.matching.resolution.register import registers, write

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.processes
FTM = (
    '{"id": "e1", "schema": "Person", "properties": {"name": ["Ilmo Varentov"], "birthDate": ["1980-05-03"]}}'
    "\n"
)
MAPPING = """
[[entity]]
name = "person"
schema = "Person"
id = "nummer"
[entity.properties]
name = "wer"
birthDate = "wann"
"""


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_two_tables_are_linked_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = registers(60)
    left, right = write(made.left, tmp_path / "l.csv"), write(made.right, tmp_path / "r.csv")
    assert main(["link", str(left), str(right), "--json"]) == 0
    found = lines(capsys)
    assert list(found[0]) == ["left", "right", "score", "same", "why"]
    same = [(str(one["left"])[1:], str(one["right"])[1:]) for one in found if one["same"]]
    assert sum(one == two for one, two in same) >= 55


def test_a_list_meets_a_mapped_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.json").write_text(FTM, encoding="utf-8")
    (tmp_path / "table.csv").write_text("nummer,wer,wann\n7,VARENTOV Ilmo,1980-05-03\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("list.json", "table.csv")]
    assert main(["link", *files, "--json", "--mapping", str(tmp_path / "map.toml")]) == 0
    (found,) = lines(capsys)
    assert (found["left"], found["right"], found["same"]) == ("e1", "7", True)


def test_a_bad_row_is_said_with_file_line_and_reason_and_the_rest_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.json").write_text(FTM + "{broken\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("id,name\n1,Ilmo Varentov\n2,Pel,Gor\n", encoding="utf-8")
    assert main(["link", str(tmp_path / "t.csv"), str(tmp_path / "list.json")]) == 0
    said = capsys.readouterr()
    assert "t.csv: line 3: the row has 3 columns and the header has 2" in said.err
    assert "list.json: line 2: the line is not JSON, or is cut short" in said.err
    assert said.out.startswith("1  e1  ")
    assert "name: the same words" in said.out


def test_a_table_whose_columns_say_nothing_gives_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "list.json").write_text(FTM, encoding="utf-8")
    assert main(["link", str(tmp_path / "list.json"), str(tmp_path / "t.csv"), "--json"]) == 1
    said = capsys.readouterr()
    assert not said.out
    assert "no column names anybody" in said.err
