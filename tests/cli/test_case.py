from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gate.station import found

from passerelle.casework import cases, people
from passerelle.casework.access import open_access
from passerelle.cli.main import main
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase
    from tests.simulator.node import Node

WHY = ("--why", "who supplies the engines")
ABOUT = (
    *("--title", "Engines", "--basis", "statute of Oberland, article 12", "--category", "undetermined"),
    *("--grade", "B2", "--handling", "H1+H2", "--review", "2031-01-05"),
)


@pytest.fixture
def node(tmp_path: Path, new_node_database: NewNodeDatabase) -> Node:
    node = found(tmp_path / "oberland", "Oberland", new_node_database())
    people.add_officer(node.env, name="Ana", role=Role.ANALYST)
    return node


def case(node: Node, action: str, who: str, *rest: str) -> int:
    return main(["case", action, str(node.env.folder.path), "--as", who, *WHY, *rest])


def test_a_case_is_opened_joined_and_closed_by_command(node: Node) -> None:
    env, ana = node.env, people.find_officer(node.env, "Ana").id
    assert case(node, "open", "Ana", "OB-9", *ABOUT, "--purpose", "group-investigation") == 0
    (mine,) = cases.my_cases(env, ana)
    assert (mine.reference, mine.purpose, mine.lead) == ("OB-9", Purpose.GROUP_INVESTIGATION, "Ana")
    marking = cases.case_marking(env, open_access(env, ana, case=mine.id, reason="a look"))
    assert (str(marking.grade), str(marking.handling)) == ("B2", "H1+H2")
    assert (marking.category, marking.owner) == (SubjectCategory.UNDETERMINED, env.service)
    for _ in range(2):
        assert case(node, "member", "Ana", "--case", "OB-9", "Besa") == 0
    (shared,) = (one for one in cases.my_cases(env, node.officer) if one.id == mine.id)
    assert [name for name, _ in shared.members] == ["Ana", "Besa"]
    assert case(node, "close", "Besa", "--case", "OB-9") == 0
    assert cases.my_cases(env, ana) == ()


@pytest.mark.parametrize("action", ["member", "close"])
def test_a_case_that_is_not_ones_own_is_no_case(
    node: Node, action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = ["Ana"] if action == "member" else []
    assert case(node, action, "Ana", "--case", "OB-2026-014", *rest) == 1
    assert "no such case" in capsys.readouterr().err


@pytest.mark.parametrize("action", ["member", "close"])
def test_a_duty_operation_is_no_case(node: Node, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    ana = people.find_officer(node.env, "Ana").id
    people.open_duty(node.env, ana, purpose=Purpose.GROUP_INVESTIGATION, reason="on duty")
    rest = ["Besa"] if action == "member" else []
    assert case(node, action, "Ana", "--duty", *rest) == 1
    assert "no such case" in capsys.readouterr().err


def test_a_case_serves_a_purpose_that_its_lead_works_for(
    node: Node, capsys: pytest.CaptureFixture[str]
) -> None:
    assert case(node, "open", "Ana", "OB-9", *ABOUT, "--purpose", "victim-assistance") == 1
    assert "no case was opened" in capsys.readouterr().err
    assert cases.my_cases(node.env, people.find_officer(node.env, "Ana").id) == ()
