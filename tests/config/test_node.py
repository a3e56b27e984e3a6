from __future__ import annotations

import dataclasses
import socket
import ssl
import stat
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from passerelle.config.node import Founding, NodeFolder, NodeNameError, create

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SAID = Founding(
    name="Oberland", kind="police", country="xa", regime="led", desk_port=1, gate_port=2, database={}
)


def test_ids_and_keys_are_drawn_anew_for_each_node(tmp_path: Path) -> None:
    one, other = (create(tmp_path / name, SAID, now=NOW) for name in ("one", "other"))
    assert len({one.node, other.node, one.service, other.service}) == 4
    for key in ("sign", "seal", "root", "tls.key"):
        assert one.key(key) != other.key(key)


def test_only_the_nodes_own_user_enters_its_folder(tmp_path: Path) -> None:
    create(tmp_path / "node", SAID, now=NOW)
    for path in (tmp_path / "node", *(tmp_path / "node").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


@pytest.mark.parametrize("name", ["", "x" * 81, "two\nlines", "\x1b[31mred"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NodeNameError):
        create(tmp_path / "node", dataclasses.replace(SAID, name=name), now=NOW)
    assert not (tmp_path / "node").exists()


@pytest.mark.parametrize("name", ['Port "Lanterne"', "back\\slash", "S\u00e9\u00e9land", "\u6d77"])
def test_a_name_comes_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    assert create(tmp_path / "node", dataclasses.replace(SAID, name=name), now=NOW).name == name


def test_the_certificate_serves_mutual_tls_on_loopback(tmp_path: Path) -> None:
    one, other = (create(tmp_path / name, SAID, now=NOW) for name in ("one", "other"))
    ours, theirs = socket.socketpair()
    server = _context(ssl.PROTOCOL_TLS_SERVER, one, other)
    client = _context(ssl.PROTOCOL_TLS_CLIENT, other, one)
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
