"""A rescue centre and a relay of mail, real servers on loopback."""

from __future__ import annotations

import json
import socketserver
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class CentreServer:
    """What a centre's machine took, and what it answers."""

    port: int = 0
    status: int = 200
    reply: dict[str, Any] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/distress"


@pytest.fixture
def centre() -> Iterator[CentreServer]:
    here = CentreServer()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            here.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            said = json.dumps(here.reply).encode()
            self.send_response(here.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)
            here.arrived.set()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    here.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


@dataclass
class Relay:
    """The letters that a relay of mail took."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)


@pytest.fixture
def relay() -> Iterator[Relay]:
    here = Relay()

    class Postman(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 relay\r\n")
            while line := self.rfile.readline().decode().strip().upper():
                if line.startswith("DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    letter = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        letter.append(part)
                    here.letters.append(b"".join(letter))
                self.wfile.write(b"221 bye\r\n" if line == "QUIT" else b"250 ok\r\n")
                if line == "QUIT":
                    return

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman)
    here.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()
