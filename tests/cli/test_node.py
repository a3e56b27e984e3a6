from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.main import main
from passerelle.cli.node import DatabaseUrlError, database_fields
from passerelle.config.node import NodeFolder
from passerelle.protocol.keys import SigningKey, fingerprint

if TYPE_CHECKING:
    from pathlib import Path


RUN = "import sys; from passerelle.cli.main import main; sys.exit(main())"


def passerelle(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as people run it."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PASSERELLE"))
    }
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=clean)


def init(folder: Path, name: str) -> str:
    done = passerelle("node", "init", folder, "--name", name, "--kind", "police", "--country", "XA")
    assert done.returncode == 0, done.stderr
    return done.stdout


def spoken(folder: Path) -> str:
    return fingerprint(SigningKey(NodeFolder.read(folder).key("sign")).public)


@pytest.mark.processes
def test_two_new_nodes_trust_each_other_by_card_and_fingerprint(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    init(one, "Oberland")
    init(other, "Unterland")
    card = tmp_path / "other.card"
    card.write_text(passerelle("node", "card", other).stdout)
    wrong = passerelle("node", "trust", one, card, "--fingerprint", spoken(one))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "nobody was trusted" in wrong.stderr
    right = passerelle("node", "trust", one, card, "--fingerprint", spoken(other))
    assert right.stdout == f"trusted: node {NodeFolder.read(other).node}\n"
    assert "verified: 1 entries" in passerelle("journal", "verify", one).stdout
    assert passerelle("envelope", "export", one, tmp_path / "parcel", "--to", "Unterland").returncode == 0


@pytest.mark.processes
def test_a_new_node_says_what_to_do_next_and_a_second_time_touches_nothing(tmp_path: Path) -> None:
    shown = init(tmp_path / "node", "Oberland")
    assert spoken(tmp_path / "node") in shown
    before = NodeFolder.read(tmp_path / "node")
    again = passerelle(
        "node", "init", tmp_path / "node", "--name", "Other", "--kind", "police", "--country", "xa"
    )
    assert again.returncode == 1
    assert NodeFolder.read(tmp_path / "node") == before
    assert passerelle("node", "migrate", tmp_path / "node").returncode == 0


def test_a_card_file_that_is_absent_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["node", "card", str(tmp_path)]) == 1
    assert "node.toml" in capsys.readouterr().err


def test_a_database_address_is_kept_in_parts() -> None:
    assert database_fields("postgresql://desk:p%40ss@db.example:5433/oberland") == {
        "host": "db.example",
        "port": 5433,
        "user": "desk",
        "name": "oberland",
        "password": "p@ss",
    }


@pytest.mark.parametrize(
    "url",
    ["sqlite:///x", "postgresql://db/x", "postgresql://u:secret@db:99999/x", "postgresql://u@db", "x"],
    ids=["another kind", "no user", "no such port", "no name", "no address"],
)
def test_an_unreadable_database_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        database_fields(url)
    assert "secret" not in str(caught.value)
