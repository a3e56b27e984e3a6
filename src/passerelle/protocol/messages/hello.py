"""`hello`: this node's certified card, whenever a key or an address changes, or the node was restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.canonical import LARGEST_INTEGER
from passerelle.protocol.card import CertifiedCard

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class Hello:
    """A new card of a node already known; the receiver checks it with `verify_card`."""

    card: CertifiedCard
    incarnation: int = 0  # of the receiver's messages, up to where the sender surely holds them;
    sequence: int = 0  # after a restoration what came later is sent again

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"card": self.card.as_json(), "incarnation": self.incarnation, "sequence": self.sequence}

    @classmethod
    def of(cls, fields: Fields) -> Hello:
        """The body read strictly."""
        return cls(
            CertifiedCard.of(fields.object("card")),
            fields.number("incarnation", least=0, most=LARGEST_INTEGER),
            fields.number("sequence", least=0, most=LARGEST_INTEGER),
        )
