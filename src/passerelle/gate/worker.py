"""The outbox worker: posts what is due, as many at once as agreed, and settles what comes back.

What waits for the same door goes there in parcels, and the replies that come
back in one are settled together.
What is due, in which order, and when to try again is decided by plain
functions in a thread (`casework.posting`); only this loop and the posting
itself are asynchronous. It goes nowhere but to addresses of the trust list
and follows no redirect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import aiohttp

from passerelle.casework.posting import Failure, Post, due, lost, when_put
from passerelle.casework.settling_together import settle_together
from passerelle.errors import PasserelleError
from passerelle.gate.failure import Halt, is_fatal
from passerelle.gate.server import LARGEST_PARCEL, OCTETS, PARCELS, PATH
from passerelle.protocol.envelope import LARGEST_ENVELOPE
from passerelle.protocol.parcel import ENTRY_OVERHEAD, Entry, parcel, read_parcel

if TYPE_CHECKING:
    import ssl
    from collections.abc import Collection, Sequence
    from concurrent.futures import Executor

    from passerelle.core.env import Env

P = ParamSpec("P")
T = TypeVar("T")
MOST_IN_FLIGHT = 32
ENOUGH_ROOM = 16
POLL_SECONDS = 0.075
IDLE_POLL_SECONDS = 0.3
IN_ONE_PARCEL = 16
NO_SUCH_DOOR = frozenset({404, 405})
TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10, sock_read=45)

ContextFor = Callable[[bytes], "ssl.SSLContext"]


class UnansweredError(Exception):
    """The partner answered with something that is no reply; the message stays pending."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Worker:
    """One loop over one node's outbox; `context_for` gives the TLS context pinned to a certificate."""

    env: Env
    context_for: ContextFor
    executor: Executor
    halt: Halt
    in_flight: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    contexts: dict[bytes, ssl.SSLContext] = field(default_factory=dict)
    without_parcels: set[str] = field(default_factory=set)  # addresses of nodes that take single envelopes
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
        for together in parcelled(posts, self.without_parcels):
            task = asyncio.create_task(self._carry(session, together, awake))
            self.in_flight |= dict.fromkeys((post.id for post in together), task)

    async def _carry(
        self, session: aiohttp.ClientSession, posts: Sequence[Post], awake: asyncio.Event
    ) -> None:
        try:
            await self._deliver(session, posts)
        except Exception:  # noqa: BLE001 - a busy database: the messages are pending and due as before
            await asyncio.sleep(POLL_SECONDS)
        finally:
            before = len(self.in_flight)
            for post in posts:
                self.in_flight.pop(post.id, None)
            # Looking after each message costs as much as the message: half of the room is filled at once.
            if not self.in_flight or len(self.in_flight) <= MOST_IN_FLIGHT - ENOUGH_ROOM < before:
                awake.set()

    async def _deliver(self, session: aiohttp.ClientSession, posts: Sequence[Post]) -> None:
        try:
            replies = await self._replies(session, posts)
        except UnansweredError as error:
            if error.status in NO_SUCH_DOOR and len(posts) > 1:
                # A node of an earlier version: what waits goes there one by one from now on.
                self.without_parcels.add(posts[0].address)
                return
            await self._lost(posts, Failure.UNANSWERED)
        except (aiohttp.ClientError, OSError, TimeoutError):
            await self._lost(posts, Failure.UNREACHABLE)
        else:
            answered = [(post, replies[post.id]) for post in posts if post.id in replies]
            await self._in_thread(settle_together, self.env, answered)
            await self._lost([post for post in posts if post.id not in replies], Failure.UNANSWERED)

    async def _lost(self, posts: Sequence[Post], failure: Failure) -> None:
        for post in posts:
            await self._in_thread(lost, self.env, post, failure)

    async def _replies(self, session: aiohttp.ClientSession, posts: Sequence[Post]) -> dict[str, bytes]:
        first = posts[0]
        if len(posts) == 1:
            return {first.id: await self._post(session, first, PATH, first.wire)}
        body = await self._post(session, first, PARCELS, parcel(Entry(post.wire) for post in posts))
        try:
            return {entry.replies_to: entry.wire for entry in read_parcel(body)}
        except PasserelleError:
            raise UnansweredError from None

    async def _post(self, session: aiohttp.ClientSession, post: Post, path: str, body: bytes) -> bytes:
        if post.certificate not in self.contexts:
            self.contexts[post.certificate] = self.context_for(post.certificate)
        context, headers = self.contexts[post.certificate], {"Content-Type": OCTETS}
        url = post.address.rstrip("/") + path
        async with session.post(
            url, data=body, headers=headers, ssl=context, allow_redirects=False
        ) as response:
            if response.status != 200:  # noqa: PLR2004 - HTTP's word for a reply
                raise UnansweredError(response.status)
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


def parcelled(posts: Sequence[Post], without: Collection[str]) -> list[list[Post]]:
    """Posts for one door in parcels of a bounded number and size; what is carried for others goes alone."""
    parcels: list[list[Post]] = []
    filling: dict[tuple[str, bytes], tuple[list[Post], int]] = {}
    for post in posts:
        size, door = len(post.wire) + ENTRY_OVERHEAD, (post.address, post.certificate)
        together, filled = filling.get(door, ([], LARGEST_PARCEL))
        alone = post.relayed or post.address in without
        if alone or len(together) >= IN_ONE_PARCEL or filled + size > LARGEST_PARCEL:
            together, filled = [], ENTRY_OVERHEAD
            parcels.append(together)
        together.append(post)
        if not alone:
            filling[door] = (together, filled + size)
    return parcels


async def _wait(awake: asyncio.Event, seconds: float) -> None:
    # `wait_for` forgets a cancellation that comes in the instant of the waking; the worker would go on.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await awake.wait()
