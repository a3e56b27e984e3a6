"""Gate and worker of one node in one event loop, until they are told to stop."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

from passerelle.casework.naming import follow_names
from passerelle.casework.partners import partners
from passerelle.casework.upkeep import keep_up
from passerelle.gate import tls
from passerelle.gate.door import gate_of
from passerelle.gate.failure import is_fatal
from passerelle.gate.server import start
from passerelle.gate.slot import ANSWER_SLOT
from passerelle.gate.witness import HeadShower
from passerelle.gate.worker import Worker

if TYPE_CHECKING:
    import socket
    import ssl
    from pathlib import Path

    from passerelle.core.env import Env
    from passerelle.gate.failure import Halt

TRUST_SECONDS = 1.0
UPKEEP_SECONDS = 60.0
# A node that has just begun has other work than an index, and a short-lived one needs none.
FIRST_NAMES_SECONDS = 120.0
NAMES_SECONDS = 5.0
COMPILING = "passerelle.engines.name_warming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """What a gate stands on: the node's world, its TLS files, the socket it listens on."""

    env: Env
    certificate: Path
    key: Path
    listening: socket.socket
    halt: Halt
    slot: float = ANSWER_SLOT  # seconds


async def serve(station: Station, stopping: asyncio.Event) -> None:
    """Partners are answered and the outbox is worked off until `stopping` is set."""
    env = station.env
    # SQLite has one writer: two threads that want it would only wait for each other asleep.
    threads = 1 if connections[env.database].vendor == "sqlite" else 8
    with ThreadPoolExecutor(threads, thread_name_prefix="gate") as executor:
        context = tls.server_context(station.certificate, station.key, ())
        runner = await start(
            gate_of(env, executor, station.halt, slot=station.slot), station.listening, context
        )
        worker = Worker(
            env=env,
            context_for=lambda one: tls.client_context(station.certificate, station.key, one),
            executor=executor,
            halt=station.halt,
        )
        shower = HeadShower(env, worker.context_for, executor, station.halt)
        tasks = [
            asyncio.create_task(one)
            for one in (
                worker.run(),
                shower.run(),
                _keep_trust(env, executor, context),
                _keep_up(station, executor),
                _follow_names(station),
            )
        ]
        stop = asyncio.create_task(_until(stopping))
        done, _ = await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runner.cleanup()
        for task in done - {stop}:
            task.result()


async def _until(stopping: asyncio.Event) -> None:
    await stopping.wait()


async def _keep_trust(env: Env, executor: ThreadPoolExecutor, context: ssl.SSLContext) -> None:
    """Whoever is trusted from now on can shake hands within a second, without a restart."""
    loop = asyncio.get_running_loop()
    known: set[bytes] = set()
    while True:
        for one in await loop.run_in_executor(executor, partners, env):
            if one.certificate not in known:
                tls.trust(context, one.certificate)
                known.add(one.certificate)
        await asyncio.sleep(TRUST_SECONDS)


async def _keep_up(station: Station, executor: ThreadPoolExecutor) -> None:
    """What runs out goes within a minute, and what is not confirmed is said."""
    loop = asyncio.get_running_loop()
    while True:
        try:
            await loop.run_in_executor(executor, keep_up, station.env)
        except Exception as error:
            # A busy database: a minute later it is tried again.
            if is_fatal(error):
                station.halt(error)
                raise
        await asyncio.sleep(UPKEEP_SECONDS)


async def _follow_names(station: Station) -> None:
    """Names recorded or received are found, and told where they meet others, some seconds later."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(FIRST_NAMES_SECONDS)
    if not station.env.names.is_built:
        await _compiled_apart()
    # A thread of its own: no partner and no message waits for the index of names.
    with ThreadPoolExecutor(1, thread_name_prefix="names") as executor:
        while True:
            try:
                while await loop.run_in_executor(executor, follow_names, station.env):
                    pass
            except Exception as error:
                # A busy database: some seconds later it is tried again.
                if is_fatal(error):
                    station.halt(error)
                    raise
            await asyncio.sleep(NAMES_SECONDS)


async def _compiled_apart() -> None:
    """The machine code of searches is on the disk; a node that stops does not wait for it."""
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", COMPILING)
    try:
        await child.wait()
    except asyncio.CancelledError:
        child.kill()
        raise
