"""`receipt`: a message took effect, durably, before this was signed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import digest, message_reference

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


class Outcome(StrEnum):
    """What a message led to."""

    TAKEN = "taken"  # it took effect
    TOMBSTONE = "tombstone"  # a recall had come first, or came before what it recalls
    RESTRICTED = "restricted"  # kept by a legal duty, for judge, defence and supervisory authority alone
    WAITING = "waiting"  # it is stored and a person will decide


@dataclass(frozen=True, slots=True)
class Receipt:
    """Of which message, what came of it, and the journal entry that binds it."""

    of_message: str
    outcome: Outcome
    effect: str  # hash of the receiver's journal entry, 64 hexadecimal characters

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"of": self.of_message, "outcome": str(self.outcome), "effect": self.effect}

    @classmethod
    def of(cls, fields: Fields) -> Receipt:
        """The body read strictly."""
        return cls(
            fields.choice("of", message_reference),
            fields.choice("outcome", Outcome),
            fields.choice("effect", digest),
        )
