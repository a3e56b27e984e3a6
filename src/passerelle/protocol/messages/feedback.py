"""`feedback`: what came of a proposal, or of what was released."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.messages.proposal import LONGEST_NOTE
from passerelle.protocol.messages.reference import message_reference, record

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


class Came(StrEnum):
    """What came of it."""

    ACCEPTED = "accepted"  # of a proposal
    DECLINED = "declined"  # of a proposal
    USED = "used"  # of a release
    CONFIRMED = "confirmed"  # by another source
    CONTRADICTED = "contradicted"  # by another source
    UNUSED = "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Of which message, about which record, and why in words that name nobody."""

    of_message: str
    record: str
    came: Came
    note: str

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"of": self.of_message, "record": self.record, "came": str(self.came), "note": self.note}

    @classmethod
    def of(cls, fields: Fields) -> Feedback:
        """The body read strictly."""
        return cls(
            of_message=fields.choice("of", message_reference),
            record=fields.choice("record", record),
            came=fields.choice("came", Came),
            note=fields.text("note", longest=LONGEST_NOTE),
        )
