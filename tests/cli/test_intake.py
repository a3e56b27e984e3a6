from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from passerelle.cli.main import main

DATA = Path(__file__).parents[1] / "formats" / "data"
pytestmark = pytest.mark.processes  # foreign files are read in a process of their own


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("un_2031.xml", "sdn.csv", "alt.csv", "add.csv", "uk_2031.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def test_json_prints_one_object_that_adds_up(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", "--json", "un_2031.xml", "sdn.csv"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["records", "taken", "explained", "entities", "statements", "errors"]
    assert found["records"] == found["taken"] + found["explained"] == 15
    assert found["explained"] == len(found["errors"]) == 5
    assert found["errors"][0] == {"file": "un_2031.xml", "line": 31, "reason": "the record has no name"}
    assert {error["file"] for error in found["errors"]} >= {"sdn.csv (ALT)", "sdn.csv (ADD)"}


def test_a_gzipped_file_gives_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "packed").write_bytes(gzip.compress((here / "un_2031.xml").read_bytes()))
    main(["intake", "--json", "un_2031.xml"])
    plain = json.loads(capsys.readouterr().out)
    main(["intake", "--json", "packed"])
    packed = json.loads(capsys.readouterr().out)
    for error in (*plain["errors"], *packed["errors"]):
        del error["file"]
    assert plain == packed


def test_it_fails_only_when_nothing_was_taken(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "empty").write_bytes(b"")
    assert main(["intake", "empty"]) == 1
    assert main(["intake", "absent", "--json"]) == 1
    capsys.readouterr()
    assert main(["intake", "empty", "absent", "un_2031.xml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["explained"] == 3


def test_a_mapping_file_is_read_gzipped_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "t.csv").write_text("id,name\n1,Ivo Marten\n")
    mapping = b'[[entity]]\nname = "a"\nschema = "Person"\nid = "id"\nproperties = {name = "name"}\n'
    (here / "t.toml.gz").write_bytes(gzip.compress(mapping))
    assert main(["intake", "t.csv", "--mapping", "t.toml.gz", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["taken"] == 1


@pytest.mark.parametrize("content", [None, b"\xff"], ids=["absent", "no-text"])
def test_json_is_one_object_without_a_mapping_that_can_be_read(
    here: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (here / "t.toml").write_bytes(content)
    assert main(["intake", "sdn.csv", "--mapping", "t.toml", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["taken"], found["explained"]) == (0, 1)
    assert "mapping file" in found["errors"][0]["reason"]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
@pytest.mark.parametrize("options", [["--json"], []], ids=["json", "plain"])
def test_the_name_of_a_file_is_printed_on_any_terminal(here: Path, encoding: str, options: list[str]) -> None:
    name = "caf\udce9\u00e9"  # not UTF-8 on the disk, as names in old archives are
    (here / name).write_bytes(b"")
    code = "from passerelle.cli.main import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "intake", name, *options],
        capture_output=True,
        env={"PYTHONIOENCODING": f"{encoding}:strict", "PYTHONUTF8": "1"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    if options:
        assert json.loads(done.stdout)["errors"][0]["file"] == name


def left(many: int, *props: str) -> str:
    what = "was not recorded: the value has not the shape of a country"
    return "\n".join(f"        {many} x left out of a record that was taken: {prop} {what}" for prop in props)


# No State is called as in the invented world.
LOST_OF_SDN = left(1, "Person.nationality", "Person.citizenship", "Person.country", "Vessel.flag")
LOST_OF_SDN += "\n" + left(1, "Passport.country", "Identification.country")
LOST_OF_UK = left(2, "Person.nationality") + "\n" + left(1, "Person.birthCountry")
LOST_OF_UK += "\n" + left(1, "Passport.country", "Organization.country")
EXPECTED = f"""\
  records     taken explained  entities statements  file
       12         8         4         5         80  sdn.csv
        6         4         2         2         38  uk_2031.csv

sdn.csv (ALT): not taken
        1 x the entity of this row is not in the SDN file (first at line 3)

sdn.csv (ADD): not taken
        1 x the row has 3 columns and not 6 (first at line 3)

sdn.csv: not taken
        1 x the row has 3 columns and not 12 (first at line 5)
        1 x the row has no name (first at line 6)
{LOST_OF_SDN}

uk_2031.csv: not taken
        1 x the row has no Group ID (first at line 7)
        1 x the row has 2 columns and not 29 (first at line 8)
{LOST_OF_UK}
"""


def test_the_summary_reads_like_this(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", "sdn.csv", "uk_2031.csv"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == sorted(EXPECTED.splitlines())


def test_a_mapping_is_needed_for_a_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "t.csv").write_text("Name,Number\nAna,0099000001\n")
    (here / "m.toml").write_text(
        '[[entity]]\nname="contact"\nschema="Person"\nid_from=["Number"]\n'
        '[entity.properties]\nname="Name"\nphone="Number"\n'
    )
    assert main(["intake", "t.csv"]) == 1
    assert "mapping file" in capsys.readouterr().out
    assert main(["intake", "t.csv", "--mapping", "m.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["statements"] == 2


def test_a_broken_mapping_takes_nothing_and_says_where(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "m.toml").write_text('[[entity]]\nname="contact"\nschema="Person"\n')
    assert main(["intake", "uk_2031.csv", "--mapping", "m.toml", "--json"]) == 1
    reason = json.loads(capsys.readouterr().out)["errors"][0]["reason"]
    assert "entity contact needs either id or id_from" in reason
    assert main(["intake", "uk_2031.csv", "--mapping", "absent.toml"]) == 1
    assert "the mapping file is absent" in capsys.readouterr().out


def test_what_is_taken_of_a_list_is_written_as_followthemoney_and_read_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["intake", "uk_2031.csv", "--json", "--ftm", "out.json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["intake", "out.json", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["entities"], again["statements"], again["explained"]) == (
        first["entities"],
        first["statements"],
        0,
    )
    assert main(["intake", "uk_2031.csv", "--ftm", "out.json"]) == 1
    assert main(["intake", "uk_2031.csv", "--ftm", "new.json", "--node", "x"]) == 1
    assert "nothing was read" in capsys.readouterr().err


def test_of_whom_a_file_protects_nothing_is_written(here: Path) -> None:
    shutil.copy(DATA / "phone.toml", here)
    assert main(["intake", str(DATA / "phone.csv"), "--mapping", "phone.toml", "--ftm", "out.json"]) == 0
    said = (here / "out.json").read_text()
    assert "Joss Marrow" in said
    assert "cabin two" not in said
    assert "900512" not in said
    assert said.count('"UnknownLink"') == 3, "nor that there was a fourth contact"
