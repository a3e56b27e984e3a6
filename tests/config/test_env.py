from __future__ import annotations

import dataclasses
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from passerelle.config.env import RealEnv
from passerelle.config.node import Founding, NodeExistsError, NodeFolder, NodeFolderError, create
from passerelle.protocol.keys import SealError, seal, signature_holds

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.core.env import Env

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID = Founding(
    name='Ober"land', kind="police", country="xo", regime="led", desk_port=8001, gate_port=9001, database={}
)


@pytest.fixture
def folder(tmp_path: Path) -> NodeFolder:
    return create(tmp_path / "node", SAID, now=NOW)


def test_a_folder_reads_back_as_it_was_said(folder: NodeFolder) -> None:
    again = NodeFolder.read(folder.path)
    assert again == folder
    assert (again.name, again.desk_port, again.incarnation) == ('Ober"land', 8001, 1)


def test_a_postgresql_database_is_described_in_the_folder(tmp_path: Path) -> None:
    entry = {"host": "/tmp", "port": 5433, "user": "passerelle", "name": "oberland"}
    made = create(tmp_path / "pg", dataclasses.replace(SAID, database=entry), now=NOW)
    assert made.database()["NAME"] == "oberland"
    assert made.database()["PORT"] == "5433"


def test_keys_are_readable_by_the_owner_alone(folder: NodeFolder) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder.path / "keys").iterdir()}
    assert modes == {0o600}


def test_a_node_is_never_founded_over_another(folder: NodeFolder) -> None:
    before = folder.key("sign")
    with pytest.raises(NodeExistsError):
        create(folder.path, SAID, now=NOW)
    assert folder.key("sign") == before


def test_a_folder_that_is_no_node_says_so(tmp_path: Path) -> None:
    with pytest.raises(NodeFolderError, match="node init"):
        NodeFolder.read(tmp_path)


def test_a_missing_key_opens_no_world(folder: NodeFolder) -> None:
    (folder.path / "keys" / "seal").unlink()
    with pytest.raises(NodeFolderError, match="seal"):
        RealEnv(folder)


def test_two_nodes_have_nothing_in_common(tmp_path: Path) -> None:
    first, second = (create(tmp_path / name, SAID, now=NOW) for name in ("a", "b"))
    assert first.node != second.node
    assert first.service != second.service
    assert {first.key(name) for name in ("sign", "seal", "root")}.isdisjoint(
        second.key(name) for name in ("sign", "seal", "root")
    )


def test_the_world_signs_seals_and_opens(folder: NodeFolder) -> None:
    env = RealEnv(folder)
    assert signature_holds(env.sign_public, b"message", env.sign(b"message"))
    sealed = seal(env.seal_public, b"plain", b"info")
    assert env.open(sealed, b"info") == b"plain"
    with pytest.raises(SealError):
        env.open(sealed, b"other")


def test_secrets_differ_by_purpose_and_stay(folder: NodeFolder) -> None:
    env = RealEnv(folder)
    assert env.secret("oprf") != env.secret("fingerprint")
    assert RealEnv(folder).secret("oprf") == env.secret("oprf")


def test_no_key_shows_in_a_printed_world(folder: NodeFolder) -> None:
    env = RealEnv(folder)
    env.secret("oprf")
    for name in ("sign", "seal", "root"):
        assert folder.key(name).hex() not in repr(env)
        assert repr(folder.key(name)) not in repr(env)


def test_the_clock_is_utc_and_ids_are_fresh(folder: NodeFolder) -> None:
    env: Env = RealEnv(folder)
    assert env.now().utcoffset() == timedelta()
    assert len({env.new_id() for _ in range(100)}) == 100
