"""`answer`: evaluated elements and padded buckets, from which only the asker can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.bucket import AnswerBody
from passerelle.protocol.messages.reference import message_reference

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; what may not be revealed and what is absent look the same."""

    of_message: str
    found: AnswerBody

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"of": self.of_message, "found": self.found.as_json()}

    @classmethod
    def of(cls, fields: Fields) -> Answer:
        """The body read strictly."""
        return cls(fields.choice("of", message_reference), AnswerBody.of(fields.object("found")))
