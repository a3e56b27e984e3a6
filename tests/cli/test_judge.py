from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state
from tests.gate.station import found

from passerelle.casework.resolving import same_as
from passerelle.cli.main import main
from passerelle.core.subject import SubjectCategory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase
    from tests.simulator.node import Node

PHONE = "+33612345678"


@pytest.fixture
def node(tmp_path: Path, new_node_database: NewNodeDatabase) -> Node:
    return found(tmp_path / "oberland", "Oberland", new_node_database())


def judge(node: Node, action: str, *rest: str) -> int:
    named = ("--as", "Besa", "--case", "OB-2026-014", "--why", "one number, one trade")
    return main(["judge", action, str(node.env.folder.path), *named, *rest])


def test_two_records_are_judged_and_taken_back_by_command(
    node: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    left, right = (node.person(name, PHONE)[0] for name in ("Joss Marrow", "Marrow J."))
    assert judge(node, "show", left) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"candidate  {right}  ")
    assert "Marrow" not in said
    assert judge(node, "pair", "--verdict", "same", left, right) == 0
    assert same_as(node.env, left) == (right,)
    assert judge(node, "show", left) == 0
    assert f"judged     {right}  same" in capsys.readouterr().out
    assert judge(node, "undo", right, left) == 0
    assert "no other record" in capsys.readouterr().out
    assert same_as(node.env, left) == ()
    assert judge(node, "undo", left, right) == 1
    assert "nothing was taken back" in capsys.readouterr().err


def test_persons_of_different_categories_are_joined_by_a_decision_alone(
    node: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    left, _ = node.person("Joss Marrow", PHONE)
    witness = marking(node.env, category=SubjectCategory.WITNESS)
    state(node.env, "9" * 32, "Person", "gender", "male", witness)
    words = ("--verdict", "same", left, "9" * 32)
    assert judge(node, "pair", *words) == 1
    assert "nothing was judged" in capsys.readouterr().err
    assert judge(node, "pair", "--decided", *words) == 0
    assert same_as(node.env, left) == ("9" * 32,)
