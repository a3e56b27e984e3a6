"""`recall`: the owner takes records back; the recipient erases them and remembers only their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

MOST_ITEMS = 1_000
LARGEST_VERSION = 2**31 - 1
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class RecallItem:
    """A record, with every version up to this one; a recall that arrives first leaves a tombstone."""

    record: str
    version: int


@dataclass(frozen=True, slots=True)
class Recall:
    """What is taken back and why, in a word that names nobody."""

    items: tuple[RecallItem, ...]
    reason: str

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"items": versions_json(self.items), "reason": self.reason}

    @classmethod
    def of(cls, fields: Fields) -> Recall:
        """The body read strictly."""
        return cls(
            read_versions(fields, most=MOST_ITEMS),
            fields.text("reason", longest=LONGEST_REASON),
        )


def versions_json(items: Iterable[RecallItem]) -> list[Json]:
    """Records with their versions, as they are written."""
    return [{"record": item.record, "version": item.version} for item in items]


def read_versions(fields: Fields, *, most: int) -> tuple[RecallItem, ...]:
    """Records with their versions, at least one, read strictly."""
    return tuple(
        RecallItem(item.choice("record", record), item.number("version", least=1, most=LARGEST_VERSION))
        for item in fields.objects("items", least=1, most=most)
    )
