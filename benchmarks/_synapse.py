"""Two Matrix Synapse servers on loopback that federate over TLS, each on SQLite: the peer of one message.

They run in an environment of their own (PASSERELLE_SYNAPSE names its Python);
nothing of it is a dependency here. A message counts from the client's request
at A to its event in the sync of the user at B.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.gate.station import free_port

from passerelle.config.certificate import self_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_FLIGHT = 32
START_SECONDS = 60
CONFIG = """
server_name: "localhost:{federation}"
pid_file: {folder}/pid
listeners:
  - port: {client}
    bind_addresses: ["127.0.0.1"]
    type: http
    tls: false
    resources: [{{names: [client]}}]
  - port: {federation}
    bind_addresses: ["127.0.0.1"]
    type: http
    tls: true
    resources: [{{names: [federation]}}]
tls_certificate_path: {folder}/tls.crt
tls_private_key_path: {folder}/tls.key
federation_verify_certificates: false
federation_ip_range_blacklist: []
ip_range_blacklist: []
database: {{name: sqlite3, args: {{database: {folder}/homeserver.db}}}}
log_config: {folder}/log.yaml
media_store_path: {folder}/media
signing_key_path: {folder}/signing.key
trusted_key_servers: []
suppress_key_server_warning: true
report_stats: false
enable_registration: true
enable_registration_without_verification: true
macaroon_secret_key: bench
form_secret: bench
rc_message: {{per_second: 100000, burst_count: 100000}}
rc_registration: {{per_second: 1000, burst_count: 1000}}
rc_joins: {{local: {{per_second: 1000, burst_count: 1000}}, remote: {{per_second: 1000, burst_count: 1000}}}}
rc_federation: {{window_size: 1, sleep_limit: 100000, sleep_delay: 1, reject_limit: 100000, concurrent: 100}}
"""
LOG = """
version: 1
handlers: {file: {class: logging.FileHandler, filename: %s/log}}
root: {level: WARNING, handlers: [file]}
"""


@dataclass(slots=True)
class Homeserver:
    """One server and the user on it."""

    name: str
    client: str
    token: str = ""
    seen: dict[str, float] = field(default_factory=dict)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the server answers to its user."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.client + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def register(self, name: str) -> None:
        """A user is there, and signed in."""
        auth = {"type": "m.login.dummy"}
        body = {"username": name, "password": "bench", "auth": auth}
        self.token = self.call("POST", "/_matrix/client/v3/register", body)["access_token"]

    def watch(self, stop: threading.Event) -> None:
        """When each event became visible to the user is noted, until told to stop."""
        since = self.call("GET", "/_matrix/client/v3/sync?timeout=0")["next_batch"]
        while not stop.is_set():
            found = self.call("GET", f"/_matrix/client/v3/sync?timeout=2000&since={since}")
            now, since = time.perf_counter(), found["next_batch"]
            for room in found.get("rooms", {}).get("join", {}).values():
                for event in room["timeline"]["events"]:
                    self.seen.setdefault(event["content"].get("body", ""), now)


@contextlib.contextmanager
def running(python: str, folder: Path) -> Iterator[Homeserver]:
    """A server that answers, until the block ends."""
    folder.mkdir()
    client, federation = free_port(), free_port()
    key, certificate = self_signed(now=datetime(2026, 1, 5, 12, tzinfo=UTC))
    (folder / "tls.key").write_bytes(key)
    (folder / "tls.crt").write_bytes(certificate)
    (folder / "log.yaml").write_text(LOG % folder)
    config = folder / "homeserver.yaml"
    config.write_text(CONFIG.format(folder=folder, client=client, federation=federation))
    command = [python, "-m", "synapse.app.homeserver", "--config-path", str(config)]
    subprocess.run([*command, "--generate-keys"], check=True, capture_output=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        server = Homeserver(f"localhost:{federation}", f"http://127.0.0.1:{client}")
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                server.call("GET", "/_matrix/client/versions")
                break
            except OSError:
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError("the server did not start: " + _last_lines(folder)) from None
                time.sleep(0.3)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _last_lines(folder: Path) -> str:
    log = folder / "log"
    return log.read_text()[-600:] if log.exists() else "no log"


def measured(python: str, single: int, many: int) -> dict[str, float]:
    """Half of single messages take so long (ms), and so many a second with 32 in flight."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(python, Path(folder) / "a") as a,
        running(python, Path(folder) / "b") as b,
    ):
        a.register("ana")
        b.register("besa")
        room = a.call("POST", "/_matrix/client/v3/createRoom", {"preset": "public_chat"})["room_id"]
        b.call("POST", f"/_matrix/client/v3/join/{room}?server_name={a.name}", {})
        stop = threading.Event()
        watching = threading.Thread(target=b.watch, args=(stop,))
        watching.start()
        try:
            return _sent(a, b, room, single, many)
        finally:
            stop.set()
            watching.join()


def _sent(a: Homeserver, b: Homeserver, room: str, single: int, many: int) -> dict[str, float]:
    def send(text: str) -> float:
        start = time.perf_counter()
        path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/{text}"
        a.call("PUT", path, {"msgtype": "m.text", "body": text})
        return start

    def arrived(text: str) -> float:
        until = time.monotonic() + 60
        while text not in b.seen:
            if time.monotonic() > until:
                raise RuntimeError("a message did not arrive within a minute")
            time.sleep(0.0005)
        return b.seen[text]

    for number in range(5):
        send(f"warm{number}")
        arrived(f"warm{number}")
    times = sorted((-send(f"s{n}") + arrived(f"s{n}")) * 1_000 for n in range(single))
    names = [f"m{n}" for n in range(many)]
    with ThreadPoolExecutor(IN_FLIGHT) as executor:
        first = min(executor.map(send, names))
    last = max(arrived(name) for name in names)
    return {
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int(len(times) * 0.99)],
        "per_second": many / (last - first),
    }
