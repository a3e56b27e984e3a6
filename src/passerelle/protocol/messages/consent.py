"""An owner's consent that one item goes on to one third service: a signed value that travels with the item.

It names the exact statement by its id, so what is passed on is what the owner
gave, byte for byte; and the one service that may pass it on, so that nobody
else can use it. Who receives it gets no right to pass it on again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.core.purpose import Purpose
from passerelle.errors import PasserelleError
from passerelle.protocol.card import checked_id
from passerelle.protocol.fields import Fields, instant_text
from passerelle.protocol.keys import SIGNATURE_BYTES, signature_holds
from passerelle.protocol.messages.recall import LARGEST_VERSION
from passerelle.protocol.messages.reference import digest, record
from passerelle.protocol.pae import CONSENT, pae

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.protocol.card import Sign

FORMAT = "passerelle-consent/1"
LARGEST = 4_096
LONGEST_CLAUSE = 128


class ConsentError(PasserelleError):
    """A consent is not its owner's, or not for this item, sender and recipient; nothing is passed on."""

    def __init__(self) -> None:
        super().__init__("the consent that came with it does not hold; nothing of it took effect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One item, from its owner, through one holder, to one recipient, for one purpose, until an instant."""

    owner: str  # service id
    node: str  # the owner's, which recalls and corrects it there
    holder: str  # service id of whoever has it and may pass it on
    recipient: str  # service id
    record: str
    version: int
    statement: str  # id of the very form that the holder has
    purpose: Purpose
    agreement: str  # which joins owner and recipient
    clause: str
    given: datetime
    expiry: datetime

    def to_bytes(self) -> bytes:
        """The canonical bytes that the owner signs."""
        return canonical(
            {
                "format": FORMAT,
                "owner": self.owner,
                "node": self.node,
                "holder": self.holder,
                "recipient": self.recipient,
                "record": self.record,
                "version": self.version,
                "statement": self.statement,
                "purpose": str(self.purpose),
                "agreement": self.agreement,
                "clause": self.clause,
                "given": instant_text(self.given),
                "expiry": instant_text(self.expiry),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The consent in canonical bytes; raises a PasserelleError where it is malformed."""
        fields = Fields(parse_canonical(data), "consent")
        fields.known("format", {FORMAT})
        return cls(
            owner=fields.choice("owner", checked_id),
            node=fields.choice("node", checked_id),
            holder=fields.choice("holder", checked_id),
            recipient=fields.choice("recipient", checked_id),
            record=fields.choice("record", record),
            version=fields.number("version", least=1, most=LARGEST_VERSION),
            statement=fields.choice("statement", digest),
            purpose=fields.choice("purpose", Purpose),
            agreement=fields.choice("agreement", digest),
            clause=fields.text("clause", longest=LONGEST_CLAUSE),
            given=fields.instant("given"),
            expiry=fields.instant("expiry"),
        )


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """The exact bytes of a consent and the owner's signature over them."""

    content: bytes
    signature: bytes

    @classmethod
    def sign(cls, consent: Consent, sign: Sign) -> Self:
        """The consent as its owner gives it."""
        data = consent.to_bytes()
        return cls(data, sign(pae(CONSENT, data)))

    def as_json(self) -> dict[str, Json]:
        """The form in which it travels."""
        return {"consent": self.content.decode(), "signature": self.signature.hex()}

    @classmethod
    def of(cls, fields: Fields) -> Self:
        """The signed consent read strictly; nothing of it is believed before `read`."""
        content = fields.text("consent", longest=LARGEST).encode()
        Consent.from_bytes(content)
        return cls(content, fields.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES))

    @property
    def claimed(self) -> Consent:
        """What it says, whoever signed it."""
        return Consent.from_bytes(self.content)

    def read(self, keys: Iterable[bytes]) -> Consent:
        """What its owner signed with one of these keys; raises ConsentError."""
        if not any(signature_holds(key, pae(CONSENT, self.content), self.signature) for key in keys):
            raise ConsentError
        return self.claimed
