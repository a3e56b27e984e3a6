"""`restriction`: the same under a stricter marking or licence; the earlier versions go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.release import ReleaseItem, items_json, read_items

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Restriction:
    """What is said under stricter rules from now on, and why in a word that names nobody."""

    items: tuple[ReleaseItem, ...]
    reason: str

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {**items_json(self.items), "reason": self.reason}

    @classmethod
    def of(cls, fields: Fields) -> Restriction:
        """The body read strictly."""
        return cls(read_items(fields), fields.text("reason", longest=LONGEST_REASON))
