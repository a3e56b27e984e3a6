"""The web for partner nodes: one endpoint that takes an envelope and gives back the reply.

Every connection is mutual TLS with a pinned certificate. The body is bounded
before it is read, and the handler is a plain function in a thread; what it
returns was committed before.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import require_listed
from passerelle.errors import PasserelleError
from passerelle.gate.failure import Halt, is_fatal
from passerelle.gate.slot import ANSWER_SLOT, slot_end, wait_until
from passerelle.gate.tls import digest
from passerelle.protocol.envelope import LARGEST_ENVELOPE
from passerelle.protocol.messages.kind import Kind

if TYPE_CHECKING:
    import socket
    import ssl
    from concurrent.futures import Executor

    from passerelle.casework.reply import Reply

BODY_SECONDS = 30
HANDSHAKE_SECONDS = 10
# So long the rest of a body that was refused is still read, for its sender to see why.
REST_SECONDS = 1
MOST_PER_CARRIER = 64
PATH = "/envelopes"
OCTETS = "application/octet-stream"

# From the carrier's certificate digest and the wire to the reply.
Handle = Callable[[str, bytes], "Reply"]
Ready = Callable[[], bool]


class StrangerError(PasserelleError):
    """The peer's certificate is in no trusted partner's card; nothing was read."""

    def __init__(self) -> None:
        super().__init__("this node does not know you; exchange node cards first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What the endpoint needs: a handler, where it runs, and how the process ends."""

    handle: Handle
    ready: Ready
    executor: Executor
    halt: Halt
    slot: float = ANSWER_SLOT  # seconds


def application(gate: Gate) -> web.Application:
    """The routes of the gate; with a kind of message that the permission table lacks it does not start."""
    require_listed(EntryKind.MESSAGE, Kind)
    busy: dict[str, int] = {}
    waiting = ThreadPoolExecutor(MOST_PER_CARRIER, thread_name_prefix="slot")

    async def envelopes(request: web.Request) -> web.Response:
        carrier = _carrier(request)
        if busy.get(carrier, 0) >= MOST_PER_CARRIER:
            return web.Response(status=429)
        busy[carrier] = busy.get(carrier, 0) + 1
        try:
            return await _receive(gate, waiting, carrier, request)
        finally:
            busy[carrier] -= 1

    async def alive(_request: web.Request) -> web.Response:
        ready = await asyncio.get_running_loop().run_in_executor(gate.executor, gate.ready)
        return web.Response(status=200 if ready else 503)

    async def stop_waiting(_app: web.Application) -> None:
        waiting.shutdown(wait=False)

    app = web.Application(client_max_size=LARGEST_ENVELOPE)
    app.router.add_post(PATH, envelopes)
    app.router.add_get("/alive", alive)
    app.on_cleanup.append(stop_waiting)
    return app


async def start(gate: Gate, listening: socket.socket, context: ssl.SSLContext) -> web.AppRunner:
    """The gate accepts connections on the socket until the runner is cleaned up."""
    runner = web.AppRunner(
        application(gate), access_log=None, handle_signals=False, lingering_time=REST_SECONDS
    )
    await runner.setup()
    site = web.SockSite(runner, listening, ssl_context=context)
    await site.start()
    return runner


def _carrier(request: web.Request) -> str:
    assert request.transport is not None
    certificate = request.transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
    return digest(certificate)


async def _receive(gate: Gate, waiting: Executor, carrier: str, request: web.Request) -> web.Response:
    if (request.content_length or 0) > LARGEST_ENVELOPE:
        return web.Response(status=413)
    async with asyncio.timeout(BODY_SECONDS):
        wire = await request.read()
    loop, came = asyncio.get_running_loop(), time.monotonic()
    try:
        reply = await loop.run_in_executor(gate.executor, gate.handle, carrier, wire)
    except StrangerError:
        return web.Response(status=403)
    except Exception as error:  # noqa: BLE001 - nothing was committed; the sender keeps it pending
        if is_fatal(error):
            gate.halt(error)
        return web.Response(status=503)
    if reply.at_slot:
        end = slot_end(came, time.monotonic(), gate.slot)
        await loop.run_in_executor(waiting, wait_until, end)
    return web.Response(body=reply.wire, content_type=OCTETS)
