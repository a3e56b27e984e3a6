# ruff: noqa: PLC0415 - Django is set up by the node that is opened, and only then can its tables be read
"""A process that forks a node for each thing to do, and dies with it where it is told to.

It runs under strace, which kills a thread at its call number LIMIT of a kind.
A child that is to die at its call N first makes LIMIT - N empty ones. The
interpreter and Django are loaded once, so that a restart costs a fork.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 600
WAIT_SECONDS = 20


def empty_calls(name: str, count: int) -> None:
    """That many calls of this name that change nothing."""
    call = _empty_call(name)
    for _ in range(count):
        with contextlib.suppress(OSError):
            call()


def _empty_call(name: str) -> Callable[[], object]:
    nowhere = os.open("/dev/null", os.O_RDWR)
    near, far = socket.socketpair()

    def send() -> None:
        near.send(b"x")
        far.recv(1)

    calls: dict[str, Callable[[], object]] = {
        "pwrite64": lambda: os.pwrite(nowhere, b"", 0),
        "fsync": lambda: os.fsync(nowhere),
        "fdatasync": lambda: os.fdatasync(nowhere),
        "unlink": lambda: Path("/nowhere/nothing").unlink(),
        "sendto": send,
    }
    return calls[name]


def main(folder: Path) -> None:
    from passerelle.config.opening import open_node

    env = open_node(folder)
    from django.db import connections

    # Everything a child needs is loaded before it is forked.
    from passerelle.casework import access, arrival, posting, settling, sharing  # noqa: F401
    from passerelle.gate import door, process, server, worker  # noqa: F401

    connections.close_all()
    listening = socket.create_server(("127.0.0.1", env.folder.gate_port), backlog=64)
    listening.settimeout(0)
    say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(child(env, listening, order))
        say(json.dumps({"pid": pid}))
        _, status = os.waitpid(pid, 0)
        killed = os.WIFSIGNALED(status)
        say(json.dumps({"killed": killed, "code": os.waitstatus_to_exitcode(status)}))


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def child(env: Any, listening: socket.socket, order: dict[str, Any]) -> int:
    name, place, where = order.get("kill") or ("", 0, "")

    def offset() -> None:
        if where == "worker":
            empty_calls(name, LIMIT - place)

    if where == "main":
        empty_calls(name, LIMIT - place)
    with ThreadPoolExecutor(1, initializer=offset) as executor:
        asyncio.run({"send": send, "receive": receive}[order["do"]](env, executor, listening, order))
    return 0


async def send(
    env: Any, executor: ThreadPoolExecutor, _listening: socket.socket, order: dict[str, Any]
) -> None:
    """Release what the order names, if anything, then post until nothing is pending."""
    from passerelle.casework import sharing
    from passerelle.casework.access import open_access
    from passerelle.gate import tls
    from passerelle.gate.failure import halt
    from passerelle.gate.worker import Worker
    from passerelle.store.models import Outbox

    keys = env.folder.path / "keys"
    loop = asyncio.get_running_loop()
    for entity in order.get("entities", ()):
        # Each in a message of its own: what waits together goes in a parcel.

        def release(entity: str = entity) -> None:
            access = open_access(env, order["officer"], case=order["case"], reason="kill test")
            sharing.release(
                env,
                access,
                entities=[entity],
                recipients=[order["recipient"]],
                agreement=order["agreement"],
            )

        await loop.run_in_executor(executor, release)

    def pending() -> bool:
        return Outbox.objects.using(env.database).filter(state="pending").exists()

    worker = Worker(
        env=env,
        context_for=lambda one: tls.client_context(keys / "tls.crt", keys / "tls.key", one),
        executor=executor,
        halt=halt,
    )
    running = asyncio.create_task(worker.run())
    end = time.monotonic() + WAIT_SECONDS
    while await loop.run_in_executor(executor, pending):
        assert time.monotonic() < end, "stuck"
        await asyncio.sleep(0.01)
    running.cancel()


async def receive(
    env: Any, executor: ThreadPoolExecutor, listening: socket.socket, _order: dict[str, Any]
) -> None:
    """Answer whoever knocks, until this process is ended."""
    from passerelle.casework.partners import partners
    from passerelle.gate import tls
    from passerelle.gate.door import gate_of
    from passerelle.gate.failure import halt
    from passerelle.gate.server import start

    keys = env.folder.path / "keys"
    loop = asyncio.get_running_loop()
    trusted = [one.certificate for one in await loop.run_in_executor(executor, partners, env)]
    context = tls.server_context(keys / "tls.crt", keys / "tls.key", trusted)
    await start(gate_of(env, executor, halt), listening, context)
    await asyncio.sleep(WAIT_SECONDS)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(Path(sys.argv[1]))
