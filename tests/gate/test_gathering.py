"""What arrives while something is being written is written next, together."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from passerelle.casework.reply import Reply
from passerelle.gate.gathering import MOST_TOGETHER, Gathering

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_what_waits_is_written_together_in_its_order_and_each_has_its_own_reply() -> None:
    seen: list[list[bytes]] = []
    go = threading.Event()

    def handle(brought: Sequence[tuple[str, bytes]]) -> list[Reply | Exception | None]:
        go.wait(5)
        seen.append([wire for _, wire in brought])
        return [
            ValueError(wire) if wire == b"3" else Reply(wire + b"!", at_slot=False) for _, wire in brought
        ]

    async def main() -> list[Reply | BaseException]:
        with ThreadPoolExecutor(1) as executor:
            gathering = Gathering(handle, executor)
            first = asyncio.create_task(gathering.put("a", b"0"))
            await asyncio.sleep(0.01)
            rest = [asyncio.create_task(gathering.put("a", str(n).encode())) for n in range(1, 70)]
            await asyncio.sleep(0.01)
            rest[4].cancel()
            go.set()
            return await asyncio.gather(first, *rest, return_exceptions=True)

    replies = asyncio.run(main())
    assert [len(one) for one in seen] == [1, MOST_TOGETHER, 69 - MOST_TOGETHER]
    assert [wire for one in seen for wire in one] == [str(number).encode() for number in range(70)]
    assert replies[0] == Reply(b"0!", at_slot=False)
    assert isinstance(replies[3], ValueError)
    assert isinstance(replies[5], asyncio.CancelledError)
    assert replies[69] == Reply(b"69!", at_slot=False)


def test_what_fails_for_all_is_told_to_each_and_the_next_ones_are_taken() -> None:
    failing = [True]

    def handle(brought: Sequence[tuple[str, bytes]]) -> list[Reply | Exception | None]:
        if failing.pop() if failing else False:
            raise OSError
        return [Reply(wire, at_slot=False) for _, wire in brought]

    async def main() -> list[Reply | BaseException]:
        with ThreadPoolExecutor(1) as executor:
            gathering = Gathering(handle, executor)
            two = await asyncio.gather(
                gathering.put("a", b"1"), gathering.put("b", b"2"), return_exceptions=True
            )
            return [*two, await gathering.put("a", b"3")]

    replies = asyncio.run(main())
    assert [type(one) for one in replies] == [OSError, OSError, Reply]


def test_what_must_come_alone_is_brought_again_after_the_others_have_their_replies() -> None:
    seen: list[list[bytes]] = []

    def handle(brought: Sequence[tuple[str, bytes]]) -> list[Reply | Exception | None]:
        seen.append([wire for _, wire in brought])
        alone = len(brought) == 1
        return [Reply(wire, at_slot=False) if alone or wire != b"?" else None for _, wire in brought]

    async def main() -> list[bytes]:
        order: list[bytes] = []

        async def put(wire: bytes) -> None:
            order.append((await gathering.put("a", wire)).wire)

        with ThreadPoolExecutor(1) as executor:
            gathering = Gathering(handle, executor)
            await asyncio.gather(put(b"?"), put(b"1"), put(b"2"))
        return order

    assert asyncio.run(main()) == [b"1", b"2", b"?"]
    assert seen == [[b"?", b"1", b"2"], [b"?"]]
