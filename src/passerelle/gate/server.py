"""The web for partner nodes: an envelope comes and its reply goes back, or a parcel of them.

Every connection is mutual TLS with a pinned certificate. The body is bounded
before it is read, and the handler is a plain function in a thread; what it
returns was committed before.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import require_listed
from passerelle.errors import PasserelleError
from passerelle.gate.budget import Budget
from passerelle.gate.failure import Halt, is_fatal
from passerelle.gate.gathering import Gathering, Handle
from passerelle.gate.slot import ANSWER_SLOT, slot_end, wait_until
from passerelle.gate.tls import digest
from passerelle.protocol.cosignature import LARGEST as LARGEST_HEAD
from passerelle.protocol.envelope import LARGEST_ENVELOPE, message_id
from passerelle.protocol.messages.kind import Kind
from passerelle.protocol.parcel import Entry, parcel, read_parcel

if TYPE_CHECKING:
    import socket
    import ssl
    from concurrent.futures import Executor


BODY_SECONDS = 30
HANDSHAKE_SECONDS = 10
# So long the rest of a body that was refused is still read, for its sender to see why.
REST_SECONDS = 1
MOST_PER_CARRIER = 64
PATH = "/envelopes"
PARCELS = "/parcels"
HEADS = "/heads"
MOST_IN_PARCEL = 64
LARGEST_PARCEL = LARGEST_ENVELOPE  # a carrier takes no more room here than with single envelopes
OCTETS = "application/octet-stream"

Ready = Callable[[], bool]
Cosign = Callable[[str, bytes], bytes]  # from the carrier's certificate digest and what it shows


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
    cosign: Cosign | None = None  # None: this gate is nobody's witness
    budget: Budget = field(default_factory=Budget)


def application(gate: Gate) -> web.Application:
    """The routes of the gate; with a kind of message that the permission table lacks it does not start."""
    require_listed(EntryKind.MESSAGE, Kind)
    gathering, busy = Gathering(gate.handle, gate.executor), dict[str, int]()
    waiting = ThreadPoolExecutor(MOST_PER_CARRIER, thread_name_prefix="slot")

    async def answer(request: web.Request, take: Take) -> web.Response:
        carrier = _carrier(request)
        if busy.get(carrier, 0) >= MOST_PER_CARRIER:
            return web.Response(status=429)
        busy[carrier] = busy.get(carrier, 0) + 1
        try:
            return await take(_Came(gate, gathering, waiting, carrier, request))
        finally:
            busy[carrier] -= 1

    async def envelopes(request: web.Request) -> web.Response:
        return await answer(request, _receive)

    async def parcels(request: web.Request) -> web.Response:
        return await answer(request, _unpack)

    async def heads(request: web.Request) -> web.Response:
        return await answer(request, _cosign)

    async def alive(_request: web.Request) -> web.Response:
        ready = await asyncio.get_running_loop().run_in_executor(gate.executor, gate.ready)
        return web.Response(status=200 if ready else 503)

    async def stop_waiting(_app: web.Application) -> None:
        waiting.shutdown(wait=False)

    app = web.Application(client_max_size=LARGEST_PARCEL)
    app.router.add_post(PATH, envelopes)
    app.router.add_post(PARCELS, parcels)
    app.router.add_post(HEADS, heads)
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


@dataclass(frozen=True, slots=True)
class _Came:
    gate: Gate
    gathering: Gathering
    waiting: Executor
    carrier: str
    request: web.Request

    async def body(self, largest: int) -> bytes | None:
        """What was sent; None where it is longer than that."""
        if (self.request.content_length or 0) > largest:
            return None
        async with asyncio.timeout(BODY_SECONDS):
            return await self.request.read()

    def may_bring(self, count: int) -> bool:
        """Whether the partner's budget has room for so many messages; nothing was read of them yet."""
        return self.gate.budget.take(self.carrier, count, time.monotonic())

    def later(self, count: int) -> web.Response:
        """So many more than the budget lets in: the sender keeps them pending, and is told for how long."""
        seconds = self.gate.budget.wait(self.carrier, count)
        return web.Response(status=429, headers={"Retry-After": str(seconds)})

    async def reply(self, wire: bytes) -> bytes | int:
        """The reply to one envelope once it may leave, or the status that says why there is none."""
        came = time.monotonic()
        try:
            reply = await self.gathering.put(self.carrier, wire)
        except StrangerError:
            return 403
        except Exception as error:  # noqa: BLE001 - nothing was committed; the sender keeps it pending
            if is_fatal(error):
                self.gate.halt(error)
            return 503
        if reply.at_slot:
            end = slot_end(came, time.monotonic(), self.gate.slot)
            await asyncio.get_running_loop().run_in_executor(self.waiting, wait_until, end)
        return reply.wire


Take = Callable[[_Came], Awaitable[web.Response]]


async def _receive(came: _Came) -> web.Response:
    wire = await came.body(LARGEST_ENVELOPE)
    if not came.may_bring(1):
        return came.later(1)
    reply = 413 if wire is None else await came.reply(wire)
    if isinstance(reply, int):
        return web.Response(status=reply)
    return web.Response(body=reply, content_type=OCTETS)


async def _unpack(came: _Came) -> web.Response:
    """The replies to a parcel's messages; one that has none is absent, and stays pending at the sender."""
    body = await came.body(LARGEST_PARCEL)
    try:
        wires = [] if body is None else [entry.wire for entry in read_parcel(body)]
    except PasserelleError:
        wires = []
    if not 1 <= len(wires) <= MOST_IN_PARCEL:
        return web.Response(status=413 if body is None or wires else 400)
    if not came.may_bring(len(wires)):
        return came.later(len(wires))
    replies = await asyncio.gather(*(came.reply(wire) for wire in wires))
    if set(replies) == {403}:
        return web.Response(status=403)
    entries = [
        Entry(reply, message_id(wire))
        for wire, reply in zip(wires, replies, strict=True)
        if isinstance(reply, bytes)
    ]
    return web.Response(body=parcel(entries), content_type=OCTETS)


async def _cosign(came: _Came) -> web.Response:
    """The witness's answer to the head of a partner's journal."""
    body, cosign = await came.body(LARGEST_HEAD), came.gate.cosign
    if body is None or cosign is None:
        return web.Response(status=404 if cosign is None else 413)
    loop = asyncio.get_running_loop()
    try:
        reply = await loop.run_in_executor(came.gate.executor, cosign, came.carrier, body)
    except StrangerError:
        return web.Response(status=403)
    except PasserelleError:
        return web.Response(status=400)
    except Exception as error:  # noqa: BLE001 - nothing was cosigned; it is shown again a minute later
        if is_fatal(error):
            came.gate.halt(error)
        return web.Response(status=503)
    return web.Response(body=reply, content_type=OCTETS)
