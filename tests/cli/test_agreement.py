"""Two nodes in folders agree by files: add, sign, hand over, add again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gate.station import found
from tests.simulator.node import TERMS, introduce

from passerelle.casework import people
from passerelle.cli.main import main
from passerelle.core.role import Role

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.gate.station import NewNodeDatabase


def run(action: str, folder: Path, *rest: str, who: str = "Claire") -> int:
    acting = ["--as", who, "--why", "the ministers agreed"] if who else []
    return main(["agreement", action, str(folder), *acting, *rest])


def test_an_agreement_is_usable_once_both_signatures_went_by_file(
    tmp_path: Path, new_node_database: NewNodeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes = [found(tmp_path / one.lower(), one, new_node_database()) for one in ("Oberland", "Unterland")]
    introduce(*nodes)
    party = "".join(f'\n[[party]]\nname = "{one.name}"\nservice = "{one.env.service}"\n' for one in nodes)
    text = TERMS.format(parties="both", party=party, keys=50, per_day=40, until='"open"')
    file = tmp_path / "terms.toml"
    file.write_text(text)
    folders = [node.env.folder.path for node in nodes]
    for node, folder in zip(nodes, folders, strict=True):
        people.add_officer(node.env, name="Claire", role=Role.MAGISTRATE)
        people.add_officer(node.env, name="Ana", role=Role.ANALYST)
        assert run("add", folder, str(file), who="Ana") == 1
        assert run("add", folder, str(file), who="") == 1
        assert "Name yourself" in capsys.readouterr().err
        assert run("add", folder, str(file)) == 0
        said = capsys.readouterr().out
        assert "not usable: not signed by Oberland, Unterland" in said
    agreement = said.split()[0]

    for node, folder in zip(nodes, folders, strict=True):
        assert run("sign", folder, agreement) == 0
        (tmp_path / f"{node.name}.signatures").write_text(capsys.readouterr().out)
    for folder in folders:
        files = [f"--signatures={tmp_path / node.name}.signatures" for node in nodes]
        assert run("add", folder, str(file), *files) == 0
    capsys.readouterr()
    assert run("list", folders[0], who="Ana") == 0
    assert "signed by every party" in capsys.readouterr().out
    assert run("show", folders[0], agreement, who="Ana") == 0
    assert text in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_clear_error(
    tmp_path: Path, new_node_database: NewNodeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    node = found(tmp_path / "oberland", "Oberland", new_node_database())
    people.add_officer(node.env, name="Claire", role=Role.MAGISTRATE)
    assert run("add", node.env.folder.path, str(tmp_path / "none.toml")) == 1
    assert "nothing was done" in capsys.readouterr().err
    assert run("show", node.env.folder.path, "0" * 64) == 1
