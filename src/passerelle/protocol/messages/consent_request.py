"""`consent-request`: may I pass these on to that service? Its owner's people decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.card import checked_id
from passerelle.protocol.messages.proposal import LONGEST_NOTE
from passerelle.protocol.messages.recall import RecallItem, read_versions, versions_json

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """Which versions of which records, and to which service's node; no value travels in it."""

    recipient: str  # node id
    items: tuple[RecallItem, ...]
    note: str  # why, in words that name nobody

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"recipient": self.recipient, "items": versions_json(self.items), "note": self.note}

    @classmethod
    def of(cls, fields: Fields) -> ConsentRequest:
        """The body read strictly."""
        return cls(
            fields.choice("recipient", checked_id),
            read_versions(fields, most=MOST_ITEMS),
            fields.text("note", longest=LONGEST_NOTE),
        )
