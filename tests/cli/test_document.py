from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.documents.mrz import specimen

from passerelle.cli.document import zones
from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

VERDICT = re.compile(r"\b(?:authentic|forged|genuine|false document)\b", re.IGNORECASE)
BROKEN = specimen.changed(specimen.TD3, 2, 20, "9")
MANY = f"{specimen.TD3}\n\n{specimen.TD1}\n\nnot a zone\n\n{BROKEN}\n\n{specimen.FR_ID}\n"


def printed(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def run(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["document", "check", str(path), *options, "--on", "2011-06-01"]) == 0
    return capsys.readouterr().out


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "zones.txt"
    path.write_text(MANY, encoding="utf-8")
    return path


def test_each_zone_has_its_line_in_order(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(run(many, capsys, "--json"))
    assert [row["format"] for row in rows] == ["TD3", "TD1", None, "TD3", "FR-ID"]
    assert [row["consistent"] for row in rows] == [True, True, None, False, True]
    assert all(list(row) == ["format", "fields", "checks", "consistent", "indicators"] for row in rows)


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_gzipped_file_reads_as_a_plain_one(
    ends: str, many: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "zones.gz"
    packed.write_bytes(gzip.compress(MANY.replace("\n", ends).encode()))
    assert run(packed, capsys, "--json") == run(many, capsys, "--json")


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + specimen.TD3.encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["document", "check", "-", "--json"]) == 0
    assert printed(capsys.readouterr().out)[0]["consistent"] is True


def test_people_read_fields_digits_and_indicators(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(many, capsys)
    assert "Zone 1: TD3, consistent" in out
    assert "Zone 3: no format that is known, not verifiable" in out
    assert "Zone 4: TD3, not consistent" in out
    assert "differs        birth: the digit printed for the date of birth is 9, the one computed is 2" in out
    assert "surname        ERIKSSON" in out
    assert "no statement about the document" in out


@pytest.mark.parametrize("options", [("--json",), ()], ids=["json", "people"])
def test_no_verdict_is_printed(
    options: tuple[str, ...], many: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert VERDICT.search(run(many, capsys, *options)) is None


def test_a_code_of_a_refugee_is_printed_as_read_and_no_flag_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "zone.txt"
    path.write_text(specimen.TD3.replace("6UTO", "6XXB"), encoding="utf-8")
    out = run(path, capsys, "--json")
    assert "XXB" in out
    assert "protect" not in out
    assert "refugee" not in out.lower()


def test_nothing_is_left_behind(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(many, capsys)
    assert list(many.parent.iterdir()) == [many]


def test_an_absent_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "check", str(tmp_path / "absent")]) == 1
    assert "nothing was checked" in capsys.readouterr().err


def test_a_file_without_a_zone_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("\n \n", encoding="utf-8")
    assert main(["document", "check", str(path)]) == 1
    assert "there is no zone" in capsys.readouterr().out


def test_a_file_cut_short_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(MANY.encode())[:-12])
    assert main(["document", "check", str(path), "--json"]) == 1
    assert "cut short" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_an_unreadable_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "noise.bin"
    path.write_bytes(bytes(range(128, 256)) * 4000 + b"\n\n" + specimen.TD3.encode())
    rows = printed(run(path, capsys, "--json"))
    assert [row["format"] for row in rows] == [None, "TD3"]


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["document", "check", "-", "--on", "tomorrow"])
    assert caught.value.code == 2


def test_zones_are_parted_by_blank_lines_and_bounded() -> None:
    assert list(zones(["\n", "A", "B", " \t", "", "C"])) == ["A\nB", "C"]
    assert len(next(zones("A" for _ in range(10_000)))) < 100


@pytest.mark.processes
def test_no_node_and_no_database_is_opened() -> None:
    code = (
        "import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'A'))\n"
        "from passerelle.cli.main import main\nmain(['document', 'check', '-'])\n"
        "print([one for one in ('django', 'passerelle.store', 'passerelle.casework') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_a_packed_file_of_zones_that_are_all_alike_is_read_to_its_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "alike.gz"
    packed.write_bytes(gzip.compress(f"{'P' * 480}\n\n".encode() * 2400))
    assert run(packed, capsys, "--json").count("\n") == 2400
