from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from passerelle.engines.name_index import MOST_SEGMENTS, IndexVersionError, NameIndex
from passerelle.engines.node_names import LIST
from passerelle.matching.screening.segment import NameRow

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, name: str) -> list[str]:
    return [hit.id for hit in NameIndex(folder).screening().hits(name)]


def row(entity: str, name: str) -> NameRow:
    return NameRow(entity, name, "Person")


def test_what_was_added_is_found_by_another_process(tmp_path: Path) -> None:
    NameIndex(tmp_path / "new").add([row("1", "Besa Strakova")])
    assert found(tmp_path / "new", "STRAKOVA Besa") == ["1"]


def test_a_later_name_of_an_entity_replaces_the_earlier(tmp_path: Path) -> None:
    index = NameIndex(tmp_path)
    index.add([row("1", "Besa Strakova"), row("2", "Ana Lindova")])
    index.add([row("1", "Claire Brandl")])
    assert found(tmp_path, "Besa Strakova") == []
    assert found(tmp_path, "Claire Brandl") == ["1"]
    assert found(tmp_path, "Ana Lindova") == ["2"]


def test_what_was_taken_back_is_not_found_and_leaves_the_disk(tmp_path: Path) -> None:
    index = NameIndex(tmp_path)
    index.add([row("1", "Besa Strakova"), row("2", "Ana Lindova")])
    index.remove(["1"])
    assert found(tmp_path, "Besa Strakova") == []
    assert found(tmp_path, "Ana Lindova") == ["2"]
    assert not [file for file in tmp_path.rglob("*.names") if b"Strakova" in file.read_bytes()]


def test_many_small_additions_do_not_stay_apart(tmp_path: Path) -> None:
    index = NameIndex(tmp_path)
    for number in range(MOST_SEGMENTS + 1):
        index.add([row(str(number), f"Besa{number} Strakova")])
    assert len(json.loads((tmp_path / LIST).read_text(encoding="utf-8"))["segments"]) < MOST_SEGMENTS
    assert len(list(tmp_path.glob("*.names"))) < MOST_SEGMENTS
    assert found(tmp_path, "Besa3 Strakova")


def test_an_index_of_another_matcher_is_refused_and_left(tmp_path: Path) -> None:
    index = NameIndex(tmp_path)
    index.add([row("1", "Besa Strakova")])
    text = (tmp_path / LIST).read_text(encoding="utf-8").replace('"matcher": [', '"matcher": [9')
    (tmp_path / LIST).write_text(text, encoding="utf-8")
    with pytest.raises(IndexVersionError, match="build it anew"):
        index.add([row("2", "Ana Lindova")])
    assert (tmp_path / LIST).read_text(encoding="utf-8") == text


def test_an_empty_folder_holds_nobody(tmp_path: Path) -> None:
    assert found(tmp_path, "Besa Strakova") == []
