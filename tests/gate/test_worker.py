"""What waits for one door goes there in parcels, and one by one to a node that knows none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NoReturn

import pytest
from django.db import connections
from tests.casework.test_arrival import Pair
from tests.casework.test_settling_together import released

from passerelle.casework.arriving_together import handle_together
from passerelle.casework.posting import Post
from passerelle.casework.reply import Reply
from passerelle.gate.server import LARGEST_PARCEL, PARCELS
from passerelle.gate.worker import IN_ONE_PARCEL, UnansweredError, Worker, parcelled
from passerelle.protocol.envelope import message_id
from passerelle.protocol.parcel import Entry, parcel, read_parcel
from passerelle.store.models import Outbox, Statement

if TYPE_CHECKING:
    import aiohttp
    from tests.simulator.env import SeededEnv

NewEnv = Callable[[int], "SeededEnv"]
MESSAGES = 5


def post(
    number: int, *, door: str = "https://unterland.example", size: int = 9, relayed: bool = False
) -> Post:
    return Post(str(number), "unterland-1", door, b"certificate", bytes(size), relayed)


def test_a_parcel_goes_to_one_door_within_its_bounds_and_in_order() -> None:
    here = [post(number) for number in range(IN_ONE_PARCEL + 2)]
    there = [post(number, door="https://seeland.example") for number in range(100, 103)]
    large = [
        post(200, size=LARGEST_PARCEL),
        post(201, size=LARGEST_PARCEL // 2),
        post(202, size=LARGEST_PARCEL // 2),
    ]
    carried = [post(300, relayed=True), post(301, relayed=True)]
    found = parcelled([*here, *there, *carried, *large], ())
    assert [[one.id for one in together] for together in found] == [
        [str(number) for number in range(IN_ONE_PARCEL)],
        ["16", "17"],
        ["100", "101", "102"],
        ["300"],
        ["301"],
        ["200"],
        ["201"],
        ["202"],
    ]


def test_a_node_without_parcels_gets_single_envelopes() -> None:
    door = "https://unterland.example"
    assert [len(one) for one in parcelled([post(1), post(2)], {door})] == [1, 1]


class Line(Worker):
    """The worker on a line that ends in the other node's handler; an earlier version takes no parcels."""

    other: SeededEnv
    sender: str
    earlier: bool
    paths: list[str]

    async def _post(self, session: aiohttp.ClientSession, post: Post, path: str, body: bytes) -> bytes:
        self.paths.append(path)
        if path == PARCELS and self.earlier:
            raise UnansweredError(404)
        return await self._in_thread(self._answer, path, body)

    def _answer(self, path: str, body: bytes) -> bytes:
        wires = [entry.wire for entry in read_parcel(body)] if path == PARCELS else [body]
        replies = handle_together(self.other, [(self.sender, wire) for wire in wires])
        entries = [
            Entry(reply.wire, message_id(wire))
            for wire, reply in zip(wires, replies, strict=True)
            if isinstance(reply, Reply)
        ]
        return parcel(entries) if path == PARCELS else entries[0].wire


@pytest.mark.parametrize("earlier", [False, True], ids=["takes parcels", "an earlier version"])
def test_every_message_is_received_once(new_env: NewEnv, *, earlier: bool) -> None:
    pair = Pair(new_env)
    for number in range(MESSAGES):
        released(pair, number)

    def halt(error: BaseException) -> NoReturn:
        raise error

    async def main() -> list[str]:
        with ThreadPoolExecutor(1) as executor:
            worker = Line(env=pair.mine.env, context_for=lambda _: None, executor=executor, halt=halt)
            worker.other, worker.sender = pair.theirs.env, pair.mine.id
            worker.earlier, worker.paths = earlier, []
            running = asyncio.create_task(worker.run())
            pending = Outbox.objects.using(pair.mine.env.database).filter(state="pending")
            for _ in range(200):
                await asyncio.sleep(0.02)
                if not await asyncio.get_running_loop().run_in_executor(executor, pending.exists):
                    break
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await asyncio.get_running_loop().run_in_executor(executor, connections.close_all)
            return worker.paths

    paths = asyncio.run(main())
    states = Outbox.objects.using(pair.mine.env.database).values_list("state", flat=True)
    assert list(states) == ["received"] * MESSAGES
    assert Statement.objects.using(pair.theirs.env.database).count() == 2 * MESSAGES
    assert len(paths) == (1 + MESSAGES if earlier else 1)
