"""Real node folders on loopback, and the processes that run them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.simulator.node import COUNTRIES, KINDS, Node, open_a_case

from passerelle.casework import people
from passerelle.config import database as databases
from passerelle.config.env import RealEnv
from passerelle.config.node import Founding, create
from passerelle.config.opening import migrate, open_node
from passerelle.config.presence import present_node
from passerelle.core.role import Role

if TYPE_CHECKING:
    from pathlib import Path

NewNodeDatabase = Callable[[], dict[str, Any]]
START_SECONDS = 20
FOUNDED = datetime(2026, 1, 5, 12, tzinfo=UTC)
_empty: list[bytes] = []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def found(folder: Path, name: str, database: dict[str, Any] | None = None) -> Node:
    """A node in a folder, with an officer and a case, ready to be introduced."""
    said = Founding(
        name=name,
        kind=KINDS[name],
        country=COUNTRIES[name],
        regime="led",
        desk_port=free_port(),
        gate_port=free_port(),
        database=database or {},
    )
    create(folder, said, now=FOUNDED)
    if not database:
        _begin_migrated(folder)
    env = open_node(folder)
    migrate(env)
    present_node(env)
    officer = people.add_officer(env, name="Besa", role=Role.LIAISON_OFFICER)
    return Node(env=env, name=name, officer=officer, case=open_a_case(env, officer, name))


def _begin_migrated(folder: Path) -> None:
    """The node begins with the tables of this version; they are made once in this process."""
    if not _empty:
        shutil.copytree(folder, first := folder.with_name(f"{folder.name}-empty"))
        env = open_node(first)
        migrate(env)
        databases.forget(env.database)
        _empty.append((first / "passerelle.db").read_bytes())
        shutil.rmtree(first)
    (folder / "passerelle.db").write_bytes(_empty[0])


@dataclass(slots=True)
class Process:
    """A node that runs."""

    popen: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def stop(self) -> int:
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(timeout=20)


@contextlib.contextmanager
def running(node: Node) -> Iterator[Process]:
    """`passerelle run` on the node's folder, until the block ends."""
    env = node.env
    assert isinstance(env, RealEnv)
    code = "from passerelle.cli.main import main; raise SystemExit(main())"
    command = [sys.executable, "-c", code, "run", str(env.folder.path), "--no-desk"]
    environment = {key: value for key, value in os.environ.items() if key != "PASSERELLE_NODE"}
    process = Process(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
    try:
        wait_for_port(env.folder.gate_port)
        yield process
    finally:
        if process.popen.poll() is None:
            process.kill()


def wait_for_port(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise AssertionError("the node did not start")
