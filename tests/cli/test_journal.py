from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from passerelle.cli.main import main
from passerelle.store import journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from passerelle.config.env import RealEnv


@pytest.fixture
def env(new_node: Callable[[str], RealEnv]) -> RealEnv:
    env = new_node("Oberland")
    with transaction.atomic(using=env.database):
        journal.append(env.database, [b"%d" % n for n in range(9)])
    return env


def test_a_whole_journal_is_verified(env: RealEnv, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", str(env.folder.path)]) == 0
    root = journal.head(env.database).root.hex()
    assert capsys.readouterr().out == f"verified: 9 entries, head 9:{root}\n"


def test_the_first_bad_entry_is_named(env: RealEnv, capsys: pytest.CaptureFixture[str]) -> None:
    with connections[env.database].cursor() as cursor:
        cursor.execute("UPDATE store_journalentry SET leaf=hash WHERE position=4")
    assert main(["journal", "verify", str(env.folder.path)]) == 1
    expected = "damaged: the first bad entry is entry 4: changed. Nothing was repaired.\n"
    assert capsys.readouterr().out == expected


def test_another_witnessed_head_is_a_contradiction(env: RealEnv, capsys: pytest.CaptureFixture[str]) -> None:
    head = "5:" + "00" * 32
    assert main(["journal", "verify", str(env.folder.path), "--head", head]) == 1
    assert "does not begin with the witnessed head" in capsys.readouterr().out


def test_a_folder_that_is_no_node_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", str(tmp_path)]) == 1
    assert "node.toml cannot be read" in capsys.readouterr().err


def test_a_database_that_cannot_be_read_is_one_clear_error(
    env: RealEnv, capsys: pytest.CaptureFixture[str]
) -> None:
    with connections[env.database].cursor() as cursor:
        cursor.execute("DROP TABLE store_journalentry")
    assert main(["journal", "verify", str(env.folder.path)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "the node's database cannot be read or written" in said
    assert "store_journalentry" not in said
