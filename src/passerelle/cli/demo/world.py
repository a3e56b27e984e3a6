"""The nodes of the demonstration: each a folder, a process and officers, all on loopback."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.cli.demo import process
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from passerelle.casework.access import Access
    from passerelle.config.env import RealEnv

SETTINGS = "passerelle.config.settings"
READY_SECONDS = 120.0
PAUSE = 0.1


class NodeDiedError(PasserelleError):
    """A node of the demonstration did not come up or stopped by itself; its log says why."""

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(
            f"the node {name} stopped by itself; its log is {log.name} in the demonstration's folder"
        )


class WaitedTooLongError(PasserelleError):
    """Something the demonstration waits for did not happen."""

    def __init__(self, what: str) -> None:
        super().__init__(f"waited too long for {what}; the demonstration was ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a service says of itself when its node is founded."""

    name: str
    kind: str
    country: str
    regime: str = "led"


@dataclass(slots=True, kw_only=True)
class DemoNode:
    """A node, its world as its officers use it, and the process that serves it."""

    name: str
    env: RealEnv
    officers: dict[str, str] = field(default_factory=dict)
    case: str = ""
    process: BaseProcess | None = None

    @property
    def desk(self) -> str:
        """The address of the desk."""
        return f"http://localhost:{self.env.folder.desk_port}"

    def access(self, officer: str, reason: str) -> Access:
        """An access of this officer under the node's case."""
        from passerelle.casework.access import open_access

        return open_access(self.env, self.officers[officer], case=self.case, reason=reason)


def prepare_django() -> None:
    """Django is set up for a process that acts on several nodes."""
    os.environ.pop("PASSERELLE_NODE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()


def found(folder: Path, said: Sequence[Said]) -> dict[str, DemoNode]:
    """Every node founded, with empty tables, and each trusting each."""
    from passerelle.casework.partners import own_file, trust
    from passerelle.config.env import clock
    from passerelle.config.node import Founding, create
    from passerelle.config.opening import migrate, open_node
    from passerelle.config.presence import present_node
    from passerelle.protocol.keys import fingerprint

    ports = iter(_free_ports(2 * len(said)))
    nodes: dict[str, DemoNode] = {}
    empty: Path | None = None
    for one in said:
        place = folder / one.name.lower()
        founding = Founding(
            name=one.name,
            kind=one.kind,
            country=one.country,
            regime=one.regime,
            desk_port=next(ports),
            gate_port=next(ports),
            database={},
        )
        create(place, founding, now=clock())
        if empty is not None:
            shutil.copyfile(empty, place / "passerelle.db")
        env = open_node(place)
        if empty is None:
            migrate(env)
            empty = _copied(env, folder / "empty.db")
        present_node(env)
        nodes[one.name] = DemoNode(name=one.name, env=env)
    for node in nodes.values():
        for other in nodes.values():
            if node is not other:
                digits = fingerprint(other.env.sign_public)
                trust(node.env, None, own_file(other.env), fingerprint_read=digits)
    return nodes


def signed_by(parties: Sequence[DemoNode], content: bytes) -> str:
    """The id of the agreement, which each party signed with its own key and holds with all signatures."""
    from passerelle.casework.agreements import add_agreement
    from passerelle.casework.signing import sign_agreement, take_signatures

    agreement = ""
    for one in parties:
        agreement = add_agreement(one.env, None, content, signatures={}).id
    signed = [sign_agreement(one.env, None, agreement) for one in parties]
    for one in parties:
        for file in signed:
            take_signatures(one.env, None, file)
    return agreement


def _copied(env: RealEnv, to: Path) -> Path:
    """A copy of the freshly migrated database, taken through SQLite so that the log is in it."""
    from django.db import connections

    with connections[env.database].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(to)])
    return to


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


@contextlib.contextmanager
def running(nodes: Sequence[DemoNode], folder: Path) -> Iterator[None]:
    """The nodes start as processes of their own, and are stopped at the end."""
    try:
        for node in nodes:
            node.process = process.start(node.env.folder.path, _log(node, folder))
        yield
    finally:
        process.stop([node.process for node in nodes if node.process is not None])


def wait_until_ready(nodes: Sequence[DemoNode], folder: Path) -> None:
    """Every node answers; raises NodeDiedError when one has stopped."""

    def ready() -> bool:
        return all(_answers(node, folder) for node in nodes)

    wait_for(ready, "the nodes", seconds=READY_SECONDS)


def _log(node: DemoNode, folder: Path) -> Path:
    return folder / f"{node.name.lower()}.log"


def _answers(node: DemoNode, folder: Path) -> bool:
    if node.process is not None and not node.process.is_alive():
        raise NodeDiedError(node.name, _log(node, folder))
    ports = (node.env.folder.gate_port, node.env.folder.desk_port)
    return all(_is_open(port) for port in ports)


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float) -> None:
    """The condition holds; raises WaitedTooLongError when it does not in time."""
    # Real processes are waited for in real time; nothing is decided by it.
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise WaitedTooLongError(what)
        time.sleep(PAUSE)
