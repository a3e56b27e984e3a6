from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from tests.documents.barcode import specimen
from tests.documents.chip import issuer

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

DAY = ["--json", "--on", "2015-06-01"]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    found = json.loads(capsys.readouterr().out)
    return {one["name"]: one["outcome"] for one in found["findings"]}


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_a_chip_is_verified_from_files_with_an_imported_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = [
        word
        for number, data in issuer.groups().items()
        for word in ("--group", f"{number}={written(tmp_path, f'DG{number}', data)}")
    ]
    sod = written(tmp_path, "EF.SOD", issuer.sod())
    assert main(["document", "chip", sod, *groups, *DAY]) == 0
    assert told(capsys)["chain"] == "not verifiable"
    authorities = issuer.master_list(issuer.country().raw, by=issuer.country())
    sod = written(tmp_path, "EF.SOD.gz", gzip.compress(issuer.sod()))
    listed = written(tmp_path, "list.ml.gz", gzip.compress(authorities))
    assert main(["document", "chip", sod, *groups, "--master-list", listed, *DAY]) == 0
    answers = told(capsys)
    assert answers.pop("revocation") == "not verifiable"
    assert set(answers.values()) == {"consistent"}
    withdrawn = written(tmp_path, "list.crl", issuer.revocations(issuer.signer()))
    assert main(["document", "chip", sod, "--master-list", listed, "--revocation-list", withdrawn, *DAY]) == 0
    assert told(capsys)["revocation"] == "not consistent"
    one = written(tmp_path, "authority.cer", issuer.country().raw)
    assert main(["document", "chip", sod, "--authority", one, "--on", "2015-06-01"]) == 0
    assert "not verifiable  DG1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (specimen.ARRIVAL, "signature"),
        (specimen.ASYLUM.encode(), "signature"),
        (specimen.VACCINATION.encode(), "chain"),
    ],
    ids=["seal", "2d-doc", "vds-nc"],
)
def test_a_barcode_without_a_list_is_not_verifiable_and_its_protection_is_not_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, field: str
) -> None:
    assert main(["document", "barcode", written(tmp_path, "code", data), *DAY]) == 0
    said = capsys.readouterr().out
    assert {one["name"]: one["outcome"] for one in json.loads(said)["findings"]}[field] == "not verifiable"
    assert "protect" not in said


@pytest.mark.parametrize(
    "words",
    [
        ["chip", "absent"],
        ["chip", "absent", "--group", "one=absent"],
        ["barcode", "absent"],
        ["barcode", "absent", "--signer", "FR:0001=absent"],
    ],
    ids=["sod", "group", "barcode", "signer"],
)
def test_a_file_that_is_absent_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", *words]) == 1
    assert "nothing was checked" in capsys.readouterr().err


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x84\xff\xff\xff\xff", bytes(100)], ids=["empty", "huge", "zeros"]
)
def test_a_hostile_file_is_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    file = written(tmp_path, "file", data)
    for kind in ("chip", "barcode"):
        assert main(["document", kind, file]) == 1
        assert "nothing was" in capsys.readouterr().err
