from __future__ import annotations

import json
from pathlib import Path

import pytest

from passerelle.cli import screen
from passerelle.cli.main import main
from passerelle.matching.screening import compiled

pytestmark = pytest.mark.processes

LIST = "id,full_name,date_of_birth\na1,Besa Strakova,1980-05-03\na2,Hassan Brandl,\n"
NAMES = "full_name,date_of_birth\nSTRAKOVA Besa,1980-05-03\nClaire Lindova,\n,1980\nBessa Strakova,\n"


@pytest.fixture(autouse=True)
def _afterwards_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "IS_THERE", compiled.IS_THERE)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names, listed = tmp_path / "names.csv", tmp_path / "list.csv"
    names.write_text(NAMES, encoding="utf-8")
    listed.write_text(LIST, encoding="utf-8")
    return ["screen", str(names), "--against", str(listed)]


def test_each_name_has_its_line_in_order(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["STRAKOVA Besa", "Claire Lindova", "", "Bessa Strakova"]
    assert [[hit["id"] for hit in line["hits"]] for line in lines] == [["a1"], [], [], ["a1"]]
    assert list(lines[0]["hits"][0]) == ["id", "name", "score", "why"]
    assert "The same day of birth." in lines[0]["hits"][0]["why"]


def test_a_list_without_a_name_clears_nobody(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[-1]).write_bytes(b"")
    assert main([*files, "--json"]) == 1
    said = capsys.readouterr()
    assert (said.out, "nothing was screened" in said.err) == ("", True)


def test_a_row_without_a_name_is_explained(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*files, "--json"])
    assert "1 rows hold no name and 3 do." in capsys.readouterr().err


def test_a_person_reads_hits_and_what_they_are_not(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(files)
    out = capsys.readouterr().out
    assert "Claire Lindova: no hit" in out
    assert "A hit is a name, not a person" in out


@pytest.mark.parametrize(("few", "compiles"), [(screen.FEW, False), (10, True)], ids=["few", "many"])
def test_a_few_names_are_screened_without_a_compiler(
    files: list[str], monkeypatch: pytest.MonkeyPatch, *, few: int, compiles: bool
) -> None:
    monkeypatch.setattr(compiled, "IS_THERE", True)
    monkeypatch.setattr(screen, "FEW", few)
    assert main([*files, "--json"]) == 0
    assert compiled.IS_THERE is compiles
