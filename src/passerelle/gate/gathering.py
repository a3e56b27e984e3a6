"""Messages that arrive while others are being written wait for them, and are then written together.

Nobody waits for a clock: a message that finds nothing under way is written at
once, alone. Only one write is under way at a time, so that two of them never
wait for each other's rows. What is looked up for a question is looked up after
the others have left, for itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.casework.reply import Reply

if TYPE_CHECKING:
    from concurrent.futures import Executor

MOST_TOGETHER = 64

Brought = tuple[str, bytes]  # the carrier's certificate digest, the bytes
# From what was brought to each reply, or why there is none; None for what is taken only when it comes alone.
Handle = Callable[[Sequence[Brought]], Sequence[Reply | Exception | None]]


_Waiting = tuple[Brought, "asyncio.Future[Reply]"]


@dataclass(slots=True)
class Gathering:
    """What waits to be written; `put` gives the reply once it may leave."""

    handle: Handle
    executor: Executor
    waiting: list[_Waiting] = field(default_factory=list)
    under_way: asyncio.Task[None] | None = None

    async def put(self, carrier: str, wire: bytes) -> Reply:
        """The reply to these bytes; raises what kept them from being answered."""
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.waiting.append(((carrier, wire), reply))
        if self.under_way is None or self.under_way.done():
            self.under_way = asyncio.create_task(self._write())
        return await reply

    async def _write(self) -> None:
        while self.waiting:
            now, self.waiting = self.waiting[:MOST_TOGETHER], self.waiting[MOST_TOGETHER:]
            for one in await self._together(now):
                # The others have their replies by now: how long this one takes tells nothing about them.
                await self._together([one])

    async def _together(self, now: Sequence[_Waiting]) -> list[_Waiting]:
        """Those that must be brought again, each alone; the others have their reply."""
        loop = asyncio.get_running_loop()
        replies: Sequence[Reply | Exception | None]
        try:
            replies = await loop.run_in_executor(self.executor, self.handle, [one for one, _ in now])
        except Exception as error:  # noqa: BLE001 - it is everybody's who waits, and judged there
            replies = [error] * len(now)
        for (_, future), reply in zip(now, replies, strict=True):
            if reply is None or future.done():
                continue  # whoever brought it may have gone; it comes again
            if isinstance(reply, Exception):
                future.set_exception(reply)
            else:
                future.set_result(reply)
        return [one for one, reply in zip(now, replies, strict=True) if reply is None]
