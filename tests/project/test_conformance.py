from __future__ import annotations

import http.server
import ssl
import threading
from typing import TYPE_CHECKING

import pytest
from conformance.__main__ import main
from conformance.door import LONGEST_ENVELOPE, _strangers_certificate
from tests.gate.station import found, running

from passerelle.casework.partners import own_file, trust

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.gate.station import NewNodeDatabase


class Strict(http.server.BaseHTTPRequestHandler):
    """A node's door as the protocol describes it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/alive" else 404)

    def do_POST(self) -> None:
        self._answer(413 if int(self.headers["Content-Length"]) > LONGEST_ENVELOPE else 200)

    def _answer(self, status: int) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


class Lax(Strict):
    """A door that answers everything."""

    def do_GET(self) -> None:
        self._answer(200)

    def do_POST(self) -> None:
        self._answer(200)


class Quiet(http.server.ThreadingHTTPServer):
    """A refused handshake is what these tests are about, and no reason to print a stack."""

    def handle_error(self, *_: object) -> None:
        return


def serve(handler: type[Strict], context: ssl.SSLContext) -> Iterator[str]:
    server = Quiet(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def partner(tmp_path: Path) -> tuple[Path, Path]:
    return _strangers_certificate(tmp_path)


@pytest.fixture
def strict(partner: tuple[Path, Path]) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*partner)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(partner[0])
    yield from serve(Strict, context)


@pytest.fixture
def lax(partner: tuple[Path, Path]) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*partner)
    yield from serve(Lax, context)


def test_a_strict_door_keeps_every_rule(
    strict: str, partner: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([strict, "--certificate", str(partner[0]), "--key", str(partner[1])]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len([line for line in printed if line.startswith("kept")]) == 6
    assert [line.partition(":")[0] for line in printed if not line.startswith("kept")] == [
        "not run  checks of a peer that misbehaves"
    ]


def test_a_door_that_answers_everyone_breaks_every_rule_but_readiness(
    lax: str, partner: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([lax, "--certificate", str(partner[0]), "--key", str(partner[1])]) == 1
    kept = [line for line in capsys.readouterr().out.splitlines() if line.startswith("kept")]
    assert kept == ["kept     a partner is told that the node is ready"]


def test_checks_that_need_a_certificate_are_said_not_to_have_run(
    strict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([strict]) == 0
    assert "not run" in capsys.readouterr().out


def test_an_address_where_nothing_answers_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["https://127.0.0.1:9"]) == 2
    assert "Nothing answers at https://127.0.0.1:9" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "https://127.0.0.1", "127.0.0.1:1"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(SystemExit):
        main([address])


@pytest.mark.processes
def test_our_own_node_keeps_every_rule_before_a_peer_that_misbehaves(
    tmp_path: Path, new_node_database: NewNodeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    """The peer knows the protocol pages alone, and shares no code with the node."""
    node = found(tmp_path / "node", "Oberland", new_node_database())
    peer, card = tmp_path / "peer", tmp_path / "node.card"
    address = f"https://127.0.0.1:{node.env.folder.gate_port}"
    assert main([address, "--identity", str(peer)]) == 0
    digits = capsys.readouterr().out.partition('"')[2].partition('"')[0]
    trust(node.env, None, (peer / "peer.card").read_bytes(), fingerprint_read=digits)
    card.write_bytes(own_file(node.env))
    with running(node):
        code = main([address, "--identity", str(peer), "--partner", str(card)])
    printed = capsys.readouterr().out
    assert code == 0, printed
    assert printed.count("kept") == 26, printed
    assert "not run" not in printed
