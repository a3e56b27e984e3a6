"""What a search hands back: groups of transfers, end to end in one array."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.analysis.money.compiled import Int


@dataclass(frozen=True, slots=True)
class Found:
    """Group `n` is members[ends[n-1]:ends[n]], positions in a ledger in time order."""

    ends: Int
    members: Int

    def __len__(self) -> int:
        return len(self.ends)

    def __iter__(self) -> Iterator[Int]:
        begin = 0
        for end in self.ends.tolist():
            yield self.members[begin:end]
            begin = end
