from __future__ import annotations

import socket
import ssl
import stat
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from passerelle.config.creation import FolderTakenError, NodeNameError, create
from passerelle.config.env import chance
from passerelle.config.node import NodeFolder, NodeFolderError

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def make(path: Path, name: str = "Oberland", database: dict[str, object] | None = None) -> NodeFolder:
    return create(
        path,
        name=name,
        kind="police",
        country="XA",
        regime="led",
        desk_port=8001,
        gate_port=8002,
        database=database or {},
        chance=chance,
        now=NOW,
    )


def test_a_folder_is_read_as_it_was_made(tmp_path: Path) -> None:
    made = make(tmp_path / "node")
    assert NodeFolder.read(tmp_path / "node") == made
    assert (made.name, made.country, made.incarnation) == ("Oberland", "xa", 1)


def test_ids_and_keys_are_drawn_anew_for_each_node(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one"), make(tmp_path / "other")
    assert len({one.node, other.node, one.service, other.service}) == 4
    for key in ("sign", "seal", "root", "tls.key"):
        assert one.key(key) != other.key(key)


def test_only_the_nodes_own_user_reads_what_it_holds(tmp_path: Path) -> None:
    make(tmp_path / "node")
    for path in (tmp_path / "node").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    assert stat.S_IMODE((tmp_path / "node").stat().st_mode) == 0o700


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FolderTakenError):
        make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", ["", "x" * 81, "two\nlines", "\x1b[31mred"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NodeNameError):
        make(tmp_path / "node", name=name)
    assert not (tmp_path / "node").exists()


@pytest.mark.parametrize("name", ['Port "Lanterne"', "back\\slash", "Sééland", "海"])
def test_a_name_comes_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    assert make(tmp_path / "node", name=name).name == name


def test_a_postgresql_database_is_kept_in_the_folder(tmp_path: Path) -> None:
    entry: dict[str, object] = {"host": "127.0.0.1", "port": 5432, "user": "passerelle", "name": "oberland"}
    made = make(tmp_path / "node", database=entry)
    assert made.database()["NAME"] == "oberland"
    assert made.database()["ENGINE"].endswith("postgresql")


@pytest.mark.parametrize("content", ["", "node = 1", "name = ["], ids=["empty", "a field", "no TOML"])
def test_what_is_no_node_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "node.toml").write_text(content)
    with pytest.raises(NodeFolderError):
        NodeFolder.read(tmp_path)


def test_the_certificate_serves_mutual_tls_on_loopback(tmp_path: Path) -> None:
    folders = {name: make(tmp_path / name) for name in ("server", "client")}
    ours, theirs = socket.socketpair()
    server = _context(ssl.PROTOCOL_TLS_SERVER, folders["server"], folders["client"])
    client = _context(ssl.PROTOCOL_TLS_CLIENT, folders["client"], folders["server"])
    accepted = threading.Thread(target=lambda: server.wrap_socket(ours, server_side=True).close())
    accepted.start()
    with client.wrap_socket(theirs, server_hostname="localhost") as tls:
        assert tls.version() == "TLSv1.3"
        assert tls.getpeercert(binary_form=True)
    accepted.join()


def _context(kind: int, own: NodeFolder, other: NodeFolder) -> ssl.SSLContext:
    context = ssl.SSLContext(kind)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(own.path / "keys" / "tls.crt", own.path / "keys" / "tls.key")
    context.load_verify_locations(other.path / "keys" / "tls.crt")
    return context
