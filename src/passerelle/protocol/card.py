"""Which keys a node has, certified by the service that owns it.

A service's first signing key is checked out of band, by reading its
fingerprint; each later key is signed by the one before. The current key signs
the node's card. A card that cannot be followed back to a key already checked
is worth nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields, instant_text
from passerelle.protocol.keys import (
    SEALING_KEY_BYTES,
    SIGNATURE_BYTES,
    SIGNING_KEY_BYTES,
    fingerprint,
    signature_holds,
)
from passerelle.protocol.oblivious import ELEMENT_BYTES
from passerelle.protocol.oblivious.group import checked_element
from passerelle.protocol.pae import CARD, SUCCESSION, pae

if TYPE_CHECKING:
    from datetime import datetime

FORMAT = "passerelle-card/1"
SUCCESSION_FORMAT = "passerelle-succession/1"
CERTIFICATE_BYTES = 32
LARGEST_SERIAL = 2**31
LONGEST_CHAIN = 64
LARGEST_CARD = 32_768
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

Sign = Callable[[bytes], bytes]


class CardError(PasserelleError):
    """A card or key is not certified by a key that was checked; the partner's keys stay as they were."""


def checked_id(text: str) -> str:
    """A service's or node's id: 1 to 64 small letters, digits and hyphens; raises ValueError otherwise."""
    if not ID.fullmatch(text):
        raise ValueError("not an id")
    return text


@dataclass(frozen=True, slots=True)
class Succession:
    """One signing key handing over to the next."""

    key: bytes  # the new key
    signature: bytes  # by the key before

    @classmethod
    def sign(cls, service: str, key: bytes, sign: Sign) -> Self:
        """The link that the old key's `sign` makes to the new key."""
        return cls(key, sign(_succession(service, key)))

    def holds(self, service: str, before: bytes) -> bool:
        """True when the key before signed this one for this service."""
        return signature_holds(before, _succession(service, self.key), self.signature)


def _succession(service: str, key: bytes) -> bytes:
    return pae(SUCCESSION, canonical({"format": SUCCESSION_FORMAT, "service": service, "key": key.hex()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCard:
    """A node's address and keys at one time; the highest serial counts."""

    service: str
    node: str
    serial: int
    issued_at: datetime
    address: str  # where its gate listens, https
    signing_key: bytes  # the owner service's, Ed25519
    sealing_key: bytes  # the node's, ML-KEM-768 with X25519
    oprf_key: bytes  # the node's, ristretto255
    certificate: bytes  # SHA-256 of the TLS certificate

    def to_bytes(self) -> bytes:
        """The canonical bytes that the service signs."""
        return canonical(
            {
                "format": FORMAT,
                "service": self.service,
                "node": self.node,
                "serial": self.serial,
                "issued_at": instant_text(self.issued_at),
                "address": self.address,
                "signing_key": self.signing_key.hex(),
                "sealing_key": self.sealing_key.hex(),
                "oprf_key": self.oprf_key.hex(),
                "certificate": self.certificate.hex(),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> NodeCard:
        """The card in canonical bytes; raises a PasserelleError when it is malformed."""
        fields = Fields(parse_canonical(data), "card")
        fields.known("format", {FORMAT})
        return cls(
            service=fields.choice("service", checked_id),
            node=fields.choice("node", checked_id),
            serial=fields.number("serial", least=1, most=LARGEST_SERIAL),
            issued_at=fields.instant("issued_at"),
            address=fields.text("address"),
            signing_key=fields.octets("signing_key", least=SIGNING_KEY_BYTES, most=SIGNING_KEY_BYTES),
            sealing_key=fields.octets("sealing_key", least=SEALING_KEY_BYTES, most=SEALING_KEY_BYTES),
            oprf_key=checked_element(fields.octets("oprf_key", least=ELEMENT_BYTES, most=ELEMENT_BYTES)),
            certificate=fields.octets("certificate", least=CERTIFICATE_BYTES, most=CERTIFICATE_BYTES),
        )

    @property
    def fingerprint(self) -> str:
        """The owner service's signing key, as people compare it out of band."""
        return fingerprint(self.signing_key)


@dataclass(frozen=True, slots=True)
class CertifiedCard:
    """A card's exact bytes, the service's signature, and the keys that lead to the one that signed."""

    card: bytes
    signature: bytes
    first_key: bytes
    chain: tuple[Succession, ...] = ()

    @classmethod
    def certify(
        cls, card: NodeCard, sign: Sign, first_key: bytes, chain: tuple[Succession, ...] = ()
    ) -> Self:
        """The card signed with its own service's current key."""
        data = card.to_bytes()
        return cls(data, sign(pae(CARD, data)), first_key, chain)

    def succeeded(self, card: NodeCard, sign: Sign, new_sign: Sign) -> Self:
        """The next card, with a new signing key that the key of now hands over to."""
        link = Succession.sign(card.service, card.signing_key, sign)
        return self.certify(card, new_sign, self.first_key, (*self.chain, link))

    @property
    def former_key(self) -> bytes | None:
        """The signing key before the last one; None where there was none."""
        if not self.chain:
            return None
        return self.chain[-2].key if len(self.chain) > 1 else self.first_key

    def as_json(self) -> dict[str, Json]:
        """The form in which it is sent, shown and stored."""
        return {
            "card": self.card.decode(),
            "signature": self.signature.hex(),
            "first_key": self.first_key.hex(),
            "chain": [{"key": link.key.hex(), "signature": link.signature.hex()} for link in self.chain],
        }

    @classmethod
    def of(cls, fields: Fields) -> CertifiedCard:
        """The certified card in received JSON; nothing of it is believed before `verify_card`."""
        chain = fields.objects("chain", most=LONGEST_CHAIN)
        return cls(
            card=fields.text("card", longest=LARGEST_CARD).encode(),
            signature=fields.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES),
            first_key=fields.octets("first_key", least=SIGNING_KEY_BYTES, most=SIGNING_KEY_BYTES),
            chain=tuple(
                Succession(
                    link.octets("key", least=SIGNING_KEY_BYTES, most=SIGNING_KEY_BYTES),
                    link.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES),
                )
                for link in chain
            ),
        )


def verify_card(certified: CertifiedCard, *, service: str, trusted_key: bytes, serial: int = 0) -> NodeCard:
    """The card, once it is followed back to `trusted_key`, the key of that service that was checked.

    `serial` is that of the card held so far: an older one never comes back.
    """
    # Keys 1. Each key of the chain is signed by the one before.
    keys = [certified.first_key]
    for link in certified.chain:
        if not link.holds(service, keys[-1]):
            raise CardError("a signing key is not signed by the key before it")
        keys.append(link.key)
    # Keys 2. The key that was checked is in the chain.
    if trusted_key not in keys:
        raise CardError("the keys do not lead back to the one that was checked out of band")
    # Keys 3. The last key signed these exact bytes as a card.
    if not signature_holds(keys[-1], pae(CARD, certified.card), certified.signature):
        raise CardError("the card is not signed by the service's current key")
    # Keys 4. The card is that service's, names the key that signed it, and is not older than the one held.
    card = NodeCard.from_bytes(certified.card)
    if (card.service, card.signing_key) != (service, keys[-1]):
        raise CardError("the card is another service's, or names another signing key")
    if card.serial < serial:
        raise CardError("the card is older than the one already held")
    return card
