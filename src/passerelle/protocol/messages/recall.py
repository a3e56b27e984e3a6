"""`recall`: the owner takes records back; the recipient erases them and remembers only their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import record

if TYPE_CHECKING:
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
        items: list[Json] = [{"record": item.record, "version": item.version} for item in self.items]
        return {"items": items, "reason": self.reason}

    @classmethod
    def of(cls, fields: Fields) -> Recall:
        """The body read strictly."""
        items = fields.objects("items", least=1, most=MOST_ITEMS)
        return cls(
            tuple(
                RecallItem(
                    item.choice("record", record), item.number("version", least=1, most=LARGEST_VERSION)
                )
                for item in items
            ),
            fields.text("reason", longest=LONGEST_REASON),
        )
