"""`hello`: this node's certified card, whenever a key or an address changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.card import CertifiedCard

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class Hello:
    """A new card of a node already known; the receiver checks it with `verify_card`."""

    card: CertifiedCard

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"card": self.card.as_json()}

    @classmethod
    def of(cls, fields: Fields) -> Hello:
        """The body read strictly."""
        return cls(CertifiedCard.of(fields.object("card")))
