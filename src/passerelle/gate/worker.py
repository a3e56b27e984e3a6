"""The outbox worker: posts what is due, as many at once as agreed, and settles what comes back.

What is due, in which order, and when to try again is decided by plain
functions in a thread (`casework.posting`); only this loop and the posting
itself are asynchronous. It goes nowhere but to addresses of the trust list
and follows no redirect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import aiohttp

from passerelle.casework.posting import Failure, Post, due, lost, when_put
from passerelle.casework.settling import settle
from passerelle.gate.failure import Halt, is_fatal
from passerelle.gate.server import OCTETS, PATH
from passerelle.protocol.envelope import LARGEST_ENVELOPE

if TYPE_CHECKING:
    import ssl
    from concurrent.futures import Executor

    from passerelle.core.env import Env

P = ParamSpec("P")
T = TypeVar("T")
MOST_IN_FLIGHT = 32
ENOUGH_ROOM = 16
POLL_SECONDS = 0.075
IDLE_POLL_SECONDS = 0.3
TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10, sock_read=45)

ContextFor = Callable[[bytes], "ssl.SSLContext"]


class UnansweredError(Exception):
    """The partner answered with something that is no reply; the message stays pending."""


@dataclass(slots=True)
class Worker:
    """One loop over one node's outbox; `context_for` gives the TLS context pinned to a certificate."""

    env: Env
    context_for: ContextFor
    executor: Executor
    halt: Halt
    in_flight: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    contexts: dict[bytes, ssl.SSLContext] = field(default_factory=dict)
    idle: float = POLL_SECONDS

    async def run(self) -> None:
        """Post until cancelled; woken by what this process puts, polling for what others do."""
        loop = asyncio.get_running_loop()
        awake = asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(awake.set)

        forget = when_put(self.env.database, wake)
        connector = aiohttp.TCPConnector(limit=0, limit_per_host=MOST_IN_FLIGHT, keepalive_timeout=60)
        try:
            async with aiohttp.ClientSession(
                connector=connector, timeout=TIMEOUT, auto_decompress=False
            ) as session:
                while True:
                    awake.clear()
                    await self._start_due(session, awake)
                    await _wait(awake, self.idle)
        finally:
            forget()
            for task in self.in_flight.values():
                task.cancel()

    async def _start_due(self, session: aiohttp.ClientSession, awake: asyncio.Event) -> None:
        room = MOST_IN_FLIGHT - len(self.in_flight)
        if room <= 0:
            return
        posts = await self._in_thread(due, self.env, frozenset(self.in_flight), room)
        # What another process puts is found by looking; a node with nothing to do looks less often.
        self.idle = POLL_SECONDS if posts else min(2 * self.idle, IDLE_POLL_SECONDS)
        for post in posts:
            self.in_flight[post.id] = asyncio.create_task(self._one(session, post, awake))

    async def _one(self, session: aiohttp.ClientSession, post: Post, awake: asyncio.Event) -> None:
        try:
            await self._deliver(session, post)
        except Exception:  # noqa: BLE001 - a busy database: the message is pending and due as before
            await asyncio.sleep(POLL_SECONDS)
        finally:
            self.in_flight.pop(post.id, None)
            # Looking after each message costs as much as the message: half of the room is filled at once.
            if len(self.in_flight) in {0, MOST_IN_FLIGHT - ENOUGH_ROOM}:
                awake.set()

    async def _deliver(self, session: aiohttp.ClientSession, post: Post) -> None:
        try:
            reply = await self._post(session, post)
        except UnansweredError:
            await self._in_thread(lost, self.env, post, Failure.UNANSWERED)
        except (aiohttp.ClientError, OSError, TimeoutError):
            await self._in_thread(lost, self.env, post, Failure.UNREACHABLE)
        else:
            await self._in_thread(settle, self.env, post, reply)

    async def _post(self, session: aiohttp.ClientSession, post: Post) -> bytes:
        context = self.contexts.setdefault(post.certificate, self.context_for(post.certificate))
        url = post.address.rstrip("/") + PATH
        headers = {"Content-Type": OCTETS}
        async with session.post(
            url, data=post.wire, headers=headers, ssl=context, allow_redirects=False
        ) as response:
            if response.status != 200:  # noqa: PLR2004 - HTTP's word for a reply
                raise UnansweredError
            reply = await response.content.read(LARGEST_ENVELOPE + 1)
            while len(reply) <= LARGEST_ENVELOPE and (more := await response.content.read(LARGEST_ENVELOPE)):
                reply += more
        if len(reply) > LARGEST_ENVELOPE:
            raise UnansweredError
        return reply

    async def _in_thread(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.executor, partial(function, *arguments, **named))
        except Exception as error:
            if is_fatal(error):
                self.halt(error)
            raise


async def _wait(awake: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(awake.wait(), seconds)
    except TimeoutError:
        return
