"""`hit`: the asker opens the conversation and names the keys that both know (rule 28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import message_reference
from passerelle.protocol.question import MOST_KEYS

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_KEY = 512


@dataclass(frozen=True, slots=True)
class Hit:
    """Keys of one question in clear: those that hit and whose conversation the asker opened."""

    question: str  # message id
    keys: tuple[str, ...]  # normal forms, as they were asked
    note: str = ""  # what the asker's officer adds for the partner's

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"question": self.question, "keys": list(self.keys), "note": self.note}

    @classmethod
    def of(cls, fields: Fields) -> Hit:
        """The body read strictly."""
        return cls(
            fields.choice("question", message_reference),
            fields.texts("keys", most=MOST_KEYS, least=1, longest=LONGEST_KEY),
            fields.text("note", shortest=0),
        )
