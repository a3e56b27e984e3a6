"""`hit`: the asker opens the conversation and names the key that both know (rule 28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import message_reference

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_KEY = 512


@dataclass(frozen=True, slots=True)
class Hit:
    """One key in clear, and the question in which it was found."""

    question: str  # message id
    key: str  # the normal form, as it was asked
    note: str = ""  # what the asker's officer adds for the partner's

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"question": self.question, "key": self.key, "note": self.note}

    @classmethod
    def of(cls, fields: Fields) -> Hit:
        """The body read strictly."""
        return cls(
            fields.choice("question", message_reference),
            fields.text("key", longest=LONGEST_KEY),
            fields.text("note", shortest=0),
        )
