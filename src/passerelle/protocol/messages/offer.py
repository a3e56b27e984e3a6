"""`offer`: records that a partner may ask for, by id and kind, without any value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import message_reference, record

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

MOST_ITEMS = 1_000
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class OfferItem:
    """One record and what kind of fact it is."""

    record: str
    schema: str
    prop: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be released after this hit."""

    hit: str  # message id
    items: tuple[OfferItem, ...]

    def as_json(self) -> dict[str, Json]:
        """The body."""
        items: list[Json] = [{"record": i.record, "schema": i.schema, "prop": i.prop} for i in self.items]
        return {"hit": self.hit, "items": items}

    @classmethod
    def of(cls, fields: Fields) -> Offer:
        """The body read strictly."""
        items = fields.objects("items", least=1, most=MOST_ITEMS)
        return cls(
            fields.choice("hit", message_reference),
            tuple(
                OfferItem(
                    item.choice("record", record),
                    item.text("schema", longest=LONGEST_NAME),
                    item.text("prop", longest=LONGEST_NAME),
                )
                for item in items
            ),
        )
