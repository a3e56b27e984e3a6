from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from tests.matching.resolution.register import registers, write

from passerelle.cli.link import ModelUnkeptError, _keep
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


def test_a_model_learnt_from_two_files_scores_two_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = str(tmp_path / "model.json")
    few, more = registers(60), registers(200, seed=8)
    learnt = [str(write(few.left, tmp_path / "l.csv")), str(write(few.right, tmp_path / "r.csv"))]
    asked = [str(write(more.left, tmp_path / "l2.csv")), str(write(more.right, tmp_path / "r2.csv"))]
    assert main(["link", *learnt, "--json", "--learn", model]) == 0
    capsys.readouterr()
    assert main(["link", *asked, "--json", "--model", model, "--on", "duckdb"]) == 0
    found = lines(capsys)
    assert list(found[0]) == ["left", "right", "score", "same", "why"]
    same = [(str(one["left"])[1:], str(one["right"])[1:]) for one in found if one["same"]]
    assert sum(one == two for one, two in same) >= 180
    for wrong in (["--model", model], ["--on", "spark"], ["--on", "duckdb", "--model", learnt[0]]):
        assert main(["link", *asked, *wrong]) == 1
    said = capsys.readouterr().err
    for words in ("give --model and --on together", "the model cannot be read"):
        assert words in said
    with pytest.raises(ModelUnkeptError, match="cannot be written"):
        _keep(tmp_path / "absent" / "model.json", "")


def test_tables_are_read_however_they_were_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "rec_id,Given Name,Surname,Date of Birth\nr 7,Ilmo,Varentov,03/05/1980\nr 8,Pel,Gorstan,1971-01-09\n"
    )
    packed = gzip.compress(b"\xef\xbb\xbf" + text.replace(",", " ; ").encode())
    quoted = "\r\n".join("\t".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines())
    (tmp_path / "packed.csv.gz").write_bytes(packed)
    (tmp_path / "quoted.txt").write_text(quoted.replace("Surname", " LAST NAME "), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("packed.csv.gz", "quoted.txt")]
    assert main(["link", *files, "--json"]) == 0
    assert [(one["left"], one["right"]) for one in lines(capsys)] == [("r 7", "r 7"), ("r 8", "r 8")]


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
