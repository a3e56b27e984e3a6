from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.casework import people
from passerelle.cli.main import main
from passerelle.core.role import Role
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.store import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.config.env import RealEnv


@pytest.fixture
def node(new_node: Callable[[str], RealEnv]) -> RealEnv:
    """A node as `passerelle node init` leaves it: nobody works there."""
    return new_node("Oberland")


def officer(env: RealEnv, action: str, *rest: str) -> int:
    return main(["officer", action, str(env.folder.path), *rest])


AS_ROOT = ("--as", "Root", "--why", "the house is staffed")


def test_a_new_node_is_staffed_and_signed_in_to_by_commands_alone(
    node: RealEnv, capsys: pytest.CaptureFixture[str]
) -> None:
    assert officer(node, "add", "Root", "--role", "administrator") == 0
    assert officer(node, "add", *AS_ROOT, "Ana", "--role", "analyst", "--language", "fr") == 0
    assert officer(node, "link", *AS_ROOT, "Ana") == 0
    address, token = capsys.readouterr().out.strip().rsplit("/", 1)
    assert address == f"http://localhost:{node.folder.desk_port}/enter"
    ana = people.redeem_link(node, token)
    assert (ana.name, ana.role, ana.language) == ("Ana", Role.ANALYST, "fr")
    with pytest.raises(people.LinkError):
        people.redeem_link(node, token)
    lines = [JournalLeaf.from_bytes(journal.leaf(node.database, at)) for at in range(3)]
    assert [line.act for line in lines] == [Act.ACCESS_CHANGE] * 3
    assert journal.head(node.database).size == 3


def test_a_name_that_is_not_utf_8_is_refused_in_a_sentence(
    node: RealEnv, capsys: pytest.CaptureFixture[str]
) -> None:
    assert officer(node, "add", "Far\udcffid", "--role", "administrator") == 1
    said = capsys.readouterr().err
    assert ("not UTF-8" in said, "Far" in said) == (True, False)
    assert people.officers(node) == ()


def test_the_first_officer_is_the_administrator(node: RealEnv, capsys: pytest.CaptureFixture[str]) -> None:
    assert officer(node, "add", "Ana", "--role", "analyst") == 1
    assert "--role administrator" in capsys.readouterr().err
    assert people.officers(node) == ()


def test_a_node_without_officers_gives_no_link(node: RealEnv, capsys: pytest.CaptureFixture[str]) -> None:
    assert officer(node, "link", "Ana") == 1
    assert "no such officer" in capsys.readouterr().err


def test_an_account_is_ended_and_resumed_by_commands(
    node: RealEnv, capsys: pytest.CaptureFixture[str]
) -> None:
    assert officer(node, "end", "Ana") == officer(node, "resume", "Ana") == 1
    assert "no officers yet" in capsys.readouterr().err
    officer(node, "add", "Root", "--role", "administrator")
    officer(node, "add", *AS_ROOT, "Ana", "--role", "analyst")
    assert officer(node, "end", *AS_ROOT, "Root") == 1
    assert "last administrator" in capsys.readouterr().err
    assert officer(node, "end", *AS_ROOT, "Ana") == 0
    assert officer(node, "link", *AS_ROOT, "Ana") == 1
    assert officer(node, "resume", *AS_ROOT, "Ana") == 0
    assert officer(node, "link", *AS_ROOT, "Ana") == 0


def test_a_reason_fits_its_place_and_is_not_repeated(
    node: RealEnv, capsys: pytest.CaptureFixture[str]
) -> None:
    officer(node, "add", "Root", "--role", "administrator")
    assert officer(node, "add", "--as", "Root", "--why", "w" * 200, "Ana", "--role", "analyst") == 0
    with pytest.raises(SystemExit):
        officer(node, "link", "--as", "Root", "--why", "w" * 201, "Ana")
    said = capsys.readouterr().err
    assert "at most 200 characters" in said
    assert "www" not in said


@pytest.mark.parametrize("name", ["", " ", "x" * 81], ids=["empty", "blank", "long"])
def test_an_officer_has_a_name_that_fits(node: RealEnv, name: str) -> None:
    with pytest.raises(SystemExit):
        officer(node, "add", name, "--role", "administrator")
