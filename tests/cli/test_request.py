"""A request from its file to the yearly tables, through the real `main`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import ASKED
from tests.gate.station import found
from tests.simulator.node import Node, agree, introduce

from passerelle.casework import cases, people
from passerelle.cli.main import main
from passerelle.cli.request import instant
from passerelle.core.request_clock import Urgency
from passerelle.core.request_kind import RequestKind
from passerelle.core.role import Role
from passerelle.protocol.messages import Request

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, new_node_database: NewNodeDatabase) -> tuple[Node, str]:
    folder = tmp_path_factory.mktemp("requests")
    made, other = (
        found(folder / name.lower(), name, new_node_database()) for name in ("Oberland", "Unterland")
    )
    introduce(made, other)
    officer = people.add_officer(made.env, name="Gerd", role=Role.SINGLE_POINT_OF_CONTACT)
    cases.add_member(made.env, made.case, officer, why="requests")
    return made, agree(made, other).id


@pytest.fixture
def node(held: tuple[Node, str]) -> Node:
    return held[0]


@pytest.fixture
def agreement(held: tuple[Node, str]) -> str:
    return held[1]


def run(node: Node, action: str, *arguments: str, officer: str = "Besa") -> int:
    who = ["--as", officer, "--case", "OB-2026-014", "--why", "the clock"]
    return main(["request", action, str(node.env.folder.path), *who, *arguments])  # type: ignore[union-attr]


def test_a_request_of_siena_is_registered_answered_copied_and_counted(
    node: Node, agreement: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "request.json"
    content = replace(ASKED, urgency=Urgency.OTHER, urgent_because=None)
    file.write_text(json.dumps(Request(content).as_json()), encoding="utf-8")
    came = ["--channel", "siena", "--reference", "S-7", "--service", "Unterland", "--country", "xu"]
    assert run(node, "register", "--agreement", agreement, *came, str(file)) == 0
    name = capsys.readouterr().out.strip()

    assert run(node, "list") == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["request"], line["state"], line["alarm"], line["owed"]) == (
        name,
        "received",
        "calm",
        ["siena"],
    )
    assert line["due_by_law"] == line["due_in_force"]
    assert run(node, "step", name, "clarification", "--text", "which of two numbers") == 0
    assert run(node, "step", name, "clarified", "--text", "the second") == 0
    assert run(node, "copy", name, "siena") == 0
    assert "Asked 2: who pays for it\n" in capsys.readouterr().out
    assert run(node, "copy", name, "siena", "--reference", "S-8") == 0
    refused = ["--refuse", "1=not-available", "--no-europol", "one State alone"]
    assert run(node, "answer", name, *refused, "--text", "by telephone") == 0
    assert run(node, "show", name) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["state"], shown["owed"]) == ("partly", [])
    assert [one["step"] for one in shown["steps"]] == ["clarification", "clarified", "answered"]

    year = shown["received"][:4]
    assert run(node, "statistics", year, officer="Gerd") == 0
    tables = capsys.readouterr().out.split("\n\n")[:-1]
    assert [one.splitlines()[0][:3] for one in tables] == ["(a)", "(b)", "(c)", "(d)"]
    assert "xu\tother\t1\t1" in tables[1]
    assert "xu\tnot-available\t1" in tables[2]
    assert run(node, "statistics", year, "--json", officer="Gerd") == 0
    assert len([json.loads(one) for one in capsys.readouterr().out.splitlines()]) == 4


def test_what_is_no_request_is_explained_and_leaves_nothing(
    node: Node, agreement: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "request.json"
    file.write_text("{", encoding="utf-8")
    under = ["--agreement", agreement]
    assert run(node, "make", *under, "--to", "Unterland", str(file)) != 0
    assert "nothing was sent" in capsys.readouterr().err
    bare = Request(ASKED).as_json() | {"necessity": ""}
    file.write_text(json.dumps(bare), encoding="utf-8")
    assert run(node, "make", *under, "--to", "Unterland", str(file)) != 0
    assert "why it is necessary" in capsys.readouterr().err
    with pytest.raises(ValueError, match="offset"):
        instant("2026-03-02T09:00")


def test_what_is_given_unasked_is_on_file(
    node: Node, agreement: str, tmp_path: Path, capsys: Capture
) -> None:
    entity, _ = node.person("Ivo Marten", "+33612345678")
    file = tmp_path / "given.json"
    given = replace(
        ASKED, kind=RequestKind.OWN_INITIATIVE, urgency=Urgency.OTHER, urgent_because=None, about=()
    )
    file.write_text(json.dumps(Request(given).as_json()), encoding="utf-8")
    words = ["--agreement", agreement, "--to", "Unterland", "--europol", "three States", str(file), entity]
    assert run(node, "give", *words) == 0
    name = capsys.readouterr().out.strip()
    assert run(node, "list", "--made", "--closed") == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["request"], line["kind"], line["state"]) == (name, "own-initiative", "answered")
