"""Every minute, even idle, each partner with a direct line is shown the head of this node's journal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from passerelle.casework.witnessing import Showing, answered, showings
from passerelle.gate.failure import Halt, is_fatal
from passerelle.gate.server import HEADS, OCTETS
from passerelle.protocol.cosignature import LARGEST

if TYPE_CHECKING:
    import ssl
    from concurrent.futures import Executor

    from passerelle.core.env import Env
    from passerelle.gate.worker import ContextFor

CADENCE_SECONDS = 60.0
FIRST_SECONDS = 1.0
MOST_AT_ONCE = 8
TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=5)


@dataclass(slots=True)
class HeadShower:
    """One loop over a node's partners; a partner that cannot be reached is asked again a minute later."""

    env: Env
    context_for: ContextFor
    executor: Executor
    halt: Halt
    contexts: dict[bytes, ssl.SSLContext] = field(default_factory=dict)

    async def run(self) -> None:
        """Show heads until cancelled."""
        wait = FIRST_SECONDS
        await asyncio.sleep(wait)
        async with aiohttp.ClientSession(timeout=TIMEOUT, auto_decompress=False) as session:
            while True:
                try:
                    await self.show_all(session)
                except Exception as error:
                    # A busy database: a minute later it is tried again.
                    if is_fatal(error):
                        self.halt(error)
                        raise
                # A node that has just begun asks a few times more: its partners may have just begun too.
                wait = min(2 * wait, CADENCE_SECONDS)
                await asyncio.sleep(wait)

    async def show_all(self, session: aiohttp.ClientSession) -> None:
        """Every partner was shown the head of now, as far as it could be reached."""
        loop = asyncio.get_running_loop()
        waiting = await loop.run_in_executor(self.executor, showings, self.env)
        room = asyncio.Semaphore(MOST_AT_ONCE)

        async def one(showing: Showing) -> None:
            async with room:
                await self._show(session, showing)

        await asyncio.gather(*(one(showing) for showing in waiting))

    async def _show(self, session: aiohttp.ClientSession, showing: Showing) -> None:
        loop = asyncio.get_running_loop()
        body: bytes | None = showing.body
        # A witness that is behind says what it has seen, and is shown the proof from there, once.
        for _ in range(2):
            if body is None:
                return
            reply = await self._post(session, showing, body)
            if reply is None:
                return
            shown = Showing(
                node=showing.node, address=showing.address, certificate=showing.certificate, body=body
            )
            body = await loop.run_in_executor(self.executor, answered, self.env, shown, reply)

    async def _post(self, session: aiohttp.ClientSession, showing: Showing, body: bytes) -> bytes | None:
        if showing.certificate not in self.contexts:
            self.contexts[showing.certificate] = self.context_for(showing.certificate)
        context, headers = self.contexts[showing.certificate], {"Content-Type": OCTETS}
        url = showing.address.rstrip("/") + HEADS
        try:
            async with session.post(
                url, data=body, headers=headers, ssl=context, allow_redirects=False
            ) as response:
                if response.status != 200:  # noqa: PLR2004 - HTTP's word for an answer
                    return None
                reply = b""
                while len(reply) <= LARGEST and (more := await response.content.read(LARGEST)):
                    reply += more
                return reply
        except (aiohttp.ClientError, OSError, TimeoutError):
            return None
