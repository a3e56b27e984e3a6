from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.engines import intake_process
from passerelle.engines.intake_process import IntakeFileError, ReaderError, companion, read_file
from passerelle.formats.reading import FormatError

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

WORKBOOK = """
format = "xlsx"
[[entity]]
name = "person"
schema = "Person"
id = "id"
[entity.properties]
name = "name"
"""
LINE = b'{"id": "a", "schema": "Person", "properties": {"name": ["Ana"]}}\n'


@pytest.mark.processes
def test_a_file_comes_back_as_drafts_and_explanations(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(LINE + b"{broken\n" + LINE)
    items = list(read_file(tmp_path / "x"))
    assert [type(item) for item in items] == [Draft, Explained, Draft]
    assert items[1] == Explained(2, "the line is not JSON, or is cut short")


@pytest.mark.processes
def test_companions_beside_the_list_are_read(tmp_path: Path) -> None:
    row = b'1,"TESKEL, Ilmo","individual","TCO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    (tmp_path / "sdn.csv").write_bytes(row)
    (tmp_path / "alt.csv").write_bytes(b'1,1,"aka","VARO, Ilmo",-0- \n')
    person = next(iter(read_file(tmp_path / "sdn.csv")))
    assert isinstance(person, Draft)
    assert person.first("alias") == "VARO, Ilmo"
    assert person.records == 2


def test_a_companion_is_named_like_its_list(tmp_path: Path) -> None:
    for name in ("ALT.CSV", "ofac_add_2031.csv.gz", "add.csv"):
        (tmp_path / name).touch()
    assert companion(tmp_path / "SDN.CSV", "alt") == tmp_path / "ALT.CSV"
    assert companion(tmp_path / "SDN.CSV", "add") is None
    assert companion(tmp_path / "ofac_sdn_2031.csv.gz", "add") == tmp_path / "ofac_add_2031.csv.gz"
    assert companion(tmp_path / "list.csv", "add") is None


def test_a_companion_may_be_packed_where_its_list_is_not(tmp_path: Path) -> None:
    for name in ("ALT.CSV.gz", "add.csv"):
        (tmp_path / name).touch()
    assert companion(tmp_path / "SDN.CSV", "alt") == tmp_path / "ALT.CSV.gz"
    assert companion(tmp_path / "sdn.csv.gz", "add") == tmp_path / "add.csv"
    (tmp_path / "add.csv.gz").touch()
    assert companion(tmp_path / "sdn.csv.gz", "add") == tmp_path / "add.csv.gz"
    assert companion(tmp_path / "sdn.csv", "add") == tmp_path / "add.csv"


def test_an_absent_file_is_an_error_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(IntakeFileError) as caught:
        list(read_file(tmp_path / "Ilmo Teskel.csv"))
    assert "Teskel" not in str(caught.value)


def test_a_table_without_a_mapping_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        list(read_file(tmp_path / "x", format="csv"))


@pytest.mark.processes
def test_a_reader_that_dies_is_explained_after_what_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(LINE * 20_000)
    started: list[subprocess.Popen[bytes]] = []
    start = intake_process._start

    def remembered(files: dict[str, BufferedReader]) -> subprocess.Popen[bytes]:
        started.append(start(files))
        return started[0]

    monkeypatch.setattr(intake_process, "_start", remembered)
    items = read_file(tmp_path / "x")
    assert next(items).line == 1
    started[0].kill()
    rest = list(items)
    assert isinstance(rest[-1], Explained)
    assert "stopped at its limits" in rest[-1].reason
    assert len(rest) < 20_000


@pytest.mark.parametrize(
    "answer",
    [b"no json\n", b"[]\n", b'["other"]\n', b'["draft", 1]\n', b'["explained", "x", 1, 2]\n'],
    ids=["text", "empty", "kind", "short", "type"],
)
def test_an_answer_out_of_order_is_an_error(answer: bytes) -> None:
    with pytest.raises(ReaderError):
        _understood(answer)


def _understood(answer: bytes) -> Draft | Explained:
    kind, *parts = intake_process._parsed(answer)
    return intake_process._item(kind, parts)


CONFINED = """
import socket, subprocess, json, resource
from passerelle.engines.confinement import confine
dropped = confine()
found = {}
def attempt(name, action):
    try:
        action()
        found[name] = "done"
    except OSError as error:
        found[name] = "refused"
attempt("socket", lambda: socket.create_connection(("127.0.0.1", 9)))
attempt("write", lambda: open("/tmp/passerelle-confined", "w").write("x" * 10))
attempt("read", lambda: open("/etc/hostname").read())
attempt("program", lambda: subprocess.run(["/bin/true"]))
try:
    bytearray(2 << 30)
    found["memory"] = "done"
except MemoryError:
    found["memory"] = "refused"
print(json.dumps([dropped, found]))
"""


@pytest.mark.processes
def test_a_confined_process_has_no_network_and_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", CONFINED], capture_output=True, check=True, text=True)
    dropped, found = json.loads(done.stdout)
    assert "limits" in dropped
    assert found["socket"] == "refused"
    assert found["memory"] == "refused"
    if "calls" in dropped:
        assert set(found.values()) == {"refused"}


@pytest.mark.processes
def test_a_table_is_recognised_by_its_columns_where_this_is_asked(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,name\n1,Ilmo Varentov\n", encoding="utf-8")
    (draft,) = read_file(tmp_path / "x.csv", recognise=True)
    assert isinstance(draft, Draft)
    assert draft.first("name") == "Ilmo Varentov"
    assert isinstance(next(iter(read_file(tmp_path / "x.csv"))), Explained)


@pytest.mark.processes
@pytest.mark.parametrize("recognise", [pytest.param(False, id="mapped"), pytest.param(True, id="recognised")])
def test_a_workbook_is_read_where_no_file_can_be_opened_any_more(tmp_path: Path, *, recognise: bool) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["id", "name"])
    book.active.append(["1", "Ilmo Varentov"])
    book.save(tmp_path / "x.xlsx")
    mapping = "" if recognise else WORKBOOK
    (draft,) = read_file(tmp_path / "x.xlsx", mapping=mapping, recognise=recognise)
    assert isinstance(draft, Draft)
    assert draft.first("name") == "Ilmo Varentov"
