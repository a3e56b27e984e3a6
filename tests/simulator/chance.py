"""Chance that follows from a number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

T = TypeVar("T")


@dataclass(slots=True)
class Chance:
    """Each draw follows from the seed and from how many came before."""

    seed: str
    drawn: int = 0

    def below(self, limit: int) -> int:
        self.drawn += 1
        digest = hashlib.sha256(f"{self.seed}/{self.drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def one(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def in_a_hundred(self, share: int) -> bool:
        return self.below(100) < share

    def shuffle(self, items: MutableSequence[T]) -> None:
        for place in range(len(items) - 1, 0, -1):
            other = self.below(place + 1)
            items[place], items[other] = items[other], items[place]
