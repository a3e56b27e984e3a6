"""`consent`: which items may go on, each signed for itself; none where the owner declines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.consent import SignedConsent
from passerelle.protocol.messages.consent_request import MOST_ITEMS
from passerelle.protocol.messages.proposal import LONGEST_NOTE
from passerelle.protocol.messages.reference import message_reference

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """The answer to a request: what is not among the given may not go."""

    of_message: str
    given: tuple[SignedConsent, ...]
    note: str  # for the people there; it names nobody

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"of": self.of_message, "given": [one.as_json() for one in self.given], "note": self.note}

    @classmethod
    def of(cls, fields: Fields) -> ConsentAnswer:
        """The body read strictly."""
        return cls(
            fields.choice("of", message_reference),
            tuple(SignedConsent.of(one) for one in fields.objects("given", most=MOST_ITEMS)),
            fields.text("note", longest=LONGEST_NOTE, shortest=0),
        )
