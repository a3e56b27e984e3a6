"""One process that runs a node: desk, gate and outbox worker in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from passerelle.gate.failure import halt
from passerelle.gate.process import Station, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.handlers.asgi import ASGIHandler

    from passerelle.config.env import RealEnv

BACKLOG = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Where a node listens."""

    env: RealEnv
    listen: str
    desk: ASGIHandler | None


class _Desk(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the process's, which stops gate and desk together."""
        yield


async def run(running: Running) -> None:
    """The node serves until the process is told to end."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    folder = running.env.folder
    station = Station(
        env=running.env,
        certificate=folder.path / "keys" / "tls.crt",
        key=folder.path / "keys" / "tls.key",
        listening=listening(running.listen, folder.gate_port),
        halt=halt,
        slot=max(folder.answer_slot_ms, 1) / 1_000,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(station, stopping))
        if running.desk is not None:
            group.create_task(_serve_desk(running.desk, folder.desk_port, stopping))


def listening(host: str, port: int) -> socket.socket:
    """A bound socket; the system holds connections until the gate accepts them."""
    bound = socket.create_server((host, port), backlog=BACKLOG)
    bound.settimeout(0)
    return bound


async def _serve_desk(desk: ASGIHandler, port: int, stopping: asyncio.Event) -> None:
    config = uvicorn.Config(
        desk, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off"
    )
    server = _Desk(config)
    serving = asyncio.create_task(server.serve())
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait([serving, stopped], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.set()
    await serving
