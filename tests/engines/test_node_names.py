from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.engines.node_names import LIST, NodeNames

if TYPE_CHECKING:
    from pathlib import Path

ROW = ("1", "Besa Strakova", "Person", "1980", "")


def test_a_name_is_found_in_the_index_with_what_its_dates_say(tmp_path: Path) -> None:
    NodeNames(tmp_path).build([ROW])
    names = NodeNames(tmp_path)
    assert [(hit.id, hit.dated) for hit in names.hits("STRAKOVA Besa", "1980-05-03")] == [("1", True)]


def test_an_index_of_another_layout_or_none_is_not_built(tmp_path: Path) -> None:
    names = NodeNames(tmp_path)
    assert not names.is_built
    names.build([])
    assert names.is_built
    text = (tmp_path / LIST).read_text(encoding="utf-8")
    (tmp_path / LIST).write_text(text.replace('"matcher": [', '"matcher": [9'), encoding="utf-8")
    assert not names.is_built
    names.build([ROW])
    assert [hit.id for hit in names.hits("Besa Strakova")] == ["1"]


def test_a_change_replaces_and_an_empty_one_takes_off_the_disk(tmp_path: Path) -> None:
    names = NodeNames(tmp_path)
    names.build([ROW, ("2", "Ana Lindova", "Person", "", "")])
    names.replace([("1", "Claire Brandl", "Person", "", "")], ["1", "2"])
    assert names.hits("Besa Strakova") == names.hits("Ana Lindova") == []
    assert [hit.id for hit in names.hits("Claire Brandl")] == ["1"]
    assert not [file for file in tmp_path.iterdir() if b"Lindova" in file.read_bytes()]
    assert not [file for file in tmp_path.iterdir() if b"strakova" in file.read_bytes().lower()]
