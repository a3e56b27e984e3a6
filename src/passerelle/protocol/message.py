"""The signed payload: exactly one sender, one recipient, one place in a sequence, one body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.canonical import LARGEST_INTEGER, Json, canonical, parse_canonical
from passerelle.protocol.card import checked_id
from passerelle.protocol.fields import Fields, instant_text

if TYPE_CHECKING:
    from datetime import datetime

FORMAT = "passerelle-message/1"
LONGEST_KIND = 32
LONGEST_AGREEMENT = 128
LONGEST_CASE = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one node says to one other, as signed; `payload` are the exact bytes, unknown fields included."""

    kind: str
    service: str  # the owner service of the sending node, which signs
    node: str  # the sending node
    recipient: str  # the one node it is for
    incarnation: int
    sequence: int
    agreement: str  # "" only for introductions and replies that have none
    case: str  # the sender's case reference
    sent_at: datetime  # for people; order comes from the sequence
    body: dict[str, Json] = field(repr=False)
    payload: bytes = field(default=b"", repr=False)

    def to_bytes(self) -> bytes:
        """The canonical payload to sign."""
        return canonical(
            {
                "format": FORMAT,
                "kind": self.kind,
                "service": self.service,
                "node": self.node,
                "recipient": self.recipient,
                "incarnation": self.incarnation,
                "sequence": self.sequence,
                "agreement": self.agreement,
                "case": self.case,
                "sent_at": instant_text(self.sent_at),
                "body": self.body,
            }
        )

    @classmethod
    def from_bytes(cls, payload: bytes) -> Message:
        """The message in a signed payload; raises a PasserelleError when it is malformed."""
        fields = Fields(parse_canonical(payload), "message")
        fields.known("format", {FORMAT})
        return cls(
            kind=fields.text("kind", longest=LONGEST_KIND),
            service=fields.choice("service", checked_id),
            node=fields.choice("node", checked_id),
            recipient=fields.choice("recipient", checked_id),
            incarnation=fields.number("incarnation", least=0, most=LARGEST_INTEGER),
            sequence=fields.number("sequence", least=1, most=LARGEST_INTEGER),
            agreement=fields.text("agreement", longest=LONGEST_AGREEMENT, shortest=0),
            case=fields.text("case", longest=LONGEST_CASE, shortest=0),
            sent_at=fields.instant("sent_at"),
            body=fields.object("body").value,
            payload=payload,
        )
