"""The demonstration is the main job: it is run here as a person would run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.cli.demo.lists import SEVEN_OFAC, SEVEN_UN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.snapshot import Snapshot

SECONDS = 280
NODES = {"UN-list", "OFAC-list", "UK-list", "Oberland", "Unterland", "Seeland", "Haven", "Port-Lanterne"}
pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("demo")
    code = "import sys; from passerelle.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "demo", "--json", "--no-serve", "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=_alone())
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    made["folder"], made["stderr"] = folder, done.stderr
    return made


def _alone() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PASSERELLE", "DJANGO"))
    }


def test_every_number_the_contract_names_is_there(demo: dict[str, Any]) -> None:
    assert {one["name"] for one in demo["nodes"]} == NODES
    for one in demo["nodes"]:
        assert one["address"].startswith("http://localhost:")
        assert len(one["journal_head"]) == 64
    for name in ("questions", "hits", "contradicted", "releases", "recalled", "seconds"):
        assert isinstance(demo[name], int | float)


def test_the_object_has_the_shape_it_had(demo: dict[str, Any], snapshot: Snapshot) -> None:
    printed = {name: value for name, value in demo.items() if name not in {"folder", "stderr"}}
    snapshot(json.dumps(_shape(printed), indent=2, sort_keys=True))


def _shape(value: object) -> object:
    """The names, and the kind of each value; a list of objects has the shapes that are in it."""
    match value:
        case dict():
            return {name: _shape(inner) for name, inner in value.items()}
        case [dict(), *_]:
            return [json.loads(shape) for shape in sorted({json.dumps(_shape(one)) for one in value})]
        case _:
            return type(value).__name__


def test_each_list_is_held_whole(demo: dict[str, Any]) -> None:
    held = {one["name"]: one["entities"] for one in demo["nodes"]}
    assert held["UN-list"] >= 999
    assert held["OFAC-list"] >= 2_200
    assert held["UK-list"] >= 2_000


def test_the_seven_are_counted_each_way(demo: dict[str, Any]) -> None:
    pairs = {tuple(one["pair"]): one for one in demo["traffickers"]}
    assert set(pairs) == {("UN-list", "OFAC-list"), ("OFAC-list", "UN-list")}
    for (asker, _), own in zip(sorted(pairs), (SEVEN_OFAC, SEVEN_UN), strict=True):
        counted = pairs[asker, "UN-list" if asker == "OFAC-list" else "OFAC-list"]
        assert sorted([*counted["found"], *counted["missed"]]) == sorted(own)
    assert len(pairs["UN-list", "OFAC-list"]["found"]) >= 6


def test_hits_are_asked_for_and_some_contradict(demo: dict[str, Any]) -> None:
    assert demo["questions"] > 100
    assert 0 < demo["contradicted"] < demo["hits"]


def test_the_passengers_were_not_asked_about_and_two_facts_stayed(demo: dict[str, Any]) -> None:
    refusals = {one["clause"]: one["count"] for one in demo["refusals"]}
    assert refusals.pop("rule 20") == 4
    assert sum(refusals.values()) == 2


def test_what_was_taken_back_was_confirmed(demo: dict[str, Any]) -> None:
    assert demo["recalled"] == 1


def test_nothing_is_shown_but_the_object(demo: dict[str, Any]) -> None:
    assert demo["stderr"] == ""


@pytest.mark.parametrize("number", ["7700900512", "7700900633", "7700900748", "7700900859"])
def test_no_passengers_number_lies_in_any_file_of_any_node(demo: dict[str, Any], number: str) -> None:
    folder: Path = demo["folder"]
    holding = [path.name for path in folder.rglob("*") if path.is_file() and _holds(path, number)]
    assert holding == []


def test_the_search_for_numbers_can_find_one(demo: dict[str, Any]) -> None:
    folder: Path = demo["folder"]
    assert any(_holds(path, "7700900417") for path in folder.rglob("passerelle.db*"))


def _holds(path: Path, number: str) -> bool:
    data = path.read_bytes()
    spaced = f"{number[:4]} {number[4:]}"
    return any(form.encode() in data for form in (number, spaced))
