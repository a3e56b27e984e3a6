"""`proposal`: a recipient suggests a change to the owner, who alone makes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.messages.recall import LARGEST_VERSION
from passerelle.protocol.messages.reference import record

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_NOTE = 500


class Change(StrEnum):
    """What is suggested."""

    CORRECT = "correct"
    RESTRICT = "restrict"
    RECALL = "recall"
    RENEW = "renew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """About which version of which record; no value: `instead` is a record the proposer released."""

    record: str
    version: int
    change: Change
    instead: str = ""
    note: str  # why, in words that name nobody

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {
            "record": self.record,
            "version": self.version,
            "change": str(self.change),
            "instead": self.instead,
            "note": self.note,
        }

    @classmethod
    def of(cls, fields: Fields) -> Proposal:
        """The body read strictly."""
        instead = fields.text("instead", longest=32, shortest=0)
        return cls(
            record=fields.choice("record", record),
            version=fields.number("version", least=1, most=LARGEST_VERSION),
            change=fields.choice("change", Change),
            instead=fields.choice("instead", record) if instead else "",
            note=fields.text("note", longest=LONGEST_NOTE),
        )
