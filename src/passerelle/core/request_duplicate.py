"""The same request twice, through two channels: found by what it says, decided by a person.

Nothing is merged here. A request that a person calls a duplicate is not counted
twice, and the clock of the first receipt holds for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.request_content import RequestContent
    from passerelle.core.request_kind import Direction

WINDOW = timedelta(days=30)


class Alike(StrEnum):
    """What two requests share."""

    REFERENCE = "reference"  # the requester's own file number, or a reference in a channel
    KEY = "key"  # the same number, account or name is meant
    WORDS = "words"  # the same thing is asked in the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a request is recognised by; digests of keys, never a key."""

    id: str
    direction: Direction
    country: str
    at: datetime
    references: frozenset[str]
    keys: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """One earlier or later request that may be the same, and by what."""

    id: str
    by: tuple[Alike, ...]


def likenesses(one: Traits, others: Iterable[Traits]) -> tuple[Likeness, ...]:
    """Those of the others that may be the same request, the most alike first."""
    found = [Likeness(other.id, by) for other in others if (by := _alike(one, other))]
    return tuple(sorted(found, key=lambda like: (-len(like.by), like.id)))


def words_of(content: RequestContent) -> frozenset[str]:
    """The parts that are asked, without what differs from one channel's typing to another's."""
    return frozenset(" ".join(part.text.casefold().split()) for part in content.parts)


def _alike(one: Traits, other: Traits) -> tuple[Alike, ...]:
    if one.id == other.id or (one.direction, one.country) != (other.direction, other.country):
        return ()
    if abs(one.at - other.at) > WINDOW:
        return ()
    shared = (
        (Alike.REFERENCE, one.references & other.references),
        (Alike.KEY, one.keys & other.keys),
        (Alike.WORDS, one.words & other.words),
    )
    return tuple(name for name, both in shared if both)
