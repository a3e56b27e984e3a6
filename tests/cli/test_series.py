from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

ROW = {"document_type": "P", "issuer": "UTO", "features": ["stamp-made", "fibres-printed", "font-other"]}
OTHER = {**ROW, "features": ["inkjet", "watermark-missing"]}


def written(folder: Path, rows: list[dict[str, object]]) -> str:
    path = folder / "examined.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


def test_a_file_is_compared_and_the_reasons_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**ROW, "id": "a"}, {**ROW, "id": "b"}, *({**OTHER, "id": f"o{place}"} for place in range(4))]
    file = written(tmp_path, rows)
    assert main(["series", "compare", file, "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert told["members"] == ["a", "b"]
    assert {why["feature"] for why in told["shared"]} == set(ROW["features"])
    packed = tmp_path / "examined.jsonl.gz"
    packed.write_bytes(gzip.compress((tmp_path / "examined.jsonl").read_bytes()))
    assert main(["series", "compare", str(packed)]) == 0
    assert "says nothing about whoever carried them" in capsys.readouterr().out


@pytest.mark.parametrize(
    "rows", [[{"id": "a", "holder": "Ivo Marten"}], [["Ivo Marten"]]], ids=["holder", "list"]
)
def test_a_file_with_anything_else_is_refused_without_repeating_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[dict[str, object]]
) -> None:
    assert main(["series", "compare", written(tmp_path, rows)]) == 1
    said = capsys.readouterr()
    assert "Ivo Marten" not in said.out + said.err
    assert main(["series", "compare", str(tmp_path / "absent")]) == 1


def test_the_vocabulary_is_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("en", "toner print"), ("fr", "impression au toner")):
        assert main(["series", "features", "--language", language]) == 0
        assert words in capsys.readouterr().out
