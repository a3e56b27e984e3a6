"""The wire form of a message: what routing needs in clear, all else sealed to one node.

    magic | length of header (4 bytes) | header, canonical JSON | sealed bytes

Everything before the sealed bytes is the `info` of the seal, so that no bit
of it can be changed. The sealed plaintext is padded to a power of two.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from passerelle.core.canonical import LARGEST_INTEGER, canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.card import checked_id
from passerelle.protocol.fields import Fields
from passerelle.protocol.manifest import Signature
from passerelle.protocol.padding import LARGEST, padded, unpadded

FORMAT = "passerelle-envelope/1"
MAGIC = FORMAT.encode() + b"\n"
LENGTH_BYTES = 4
LARGEST_HEADER = 1_024
SEAL_OVERHEAD = 1_088 + 32 + 16  # ML-KEM-768 ciphertext, X25519 share, authentication tag
LARGEST_ENVELOPE = len(MAGIC) + LENGTH_BYTES + LARGEST_HEADER + LARGEST + SEAL_OVERHEAD

SEAL = "hpke/mlkem768-x25519/hkdf-sha256/chacha20-poly1305"
SIGN = "ed25519"
SEALS = frozenset({SEAL})
SIGNS = frozenset({SIGN})


class EnvelopeError(PasserelleError):
    """Bytes are no envelope of this protocol; nothing of them was opened or kept."""


class AlgorithmError(PasserelleError):
    """An envelope names an algorithm that is not on the list of allowed ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a carrier sees."""

    node: str  # the sending node
    recipient: str
    incarnation: int
    sequence: int
    seal: str = SEAL
    sign: str = SIGN

    def to_bytes(self) -> bytes:
        """The canonical header."""
        return canonical(
            {
                "format": FORMAT,
                "node": self.node,
                "recipient": self.recipient,
                "incarnation": self.incarnation,
                "sequence": self.sequence,
                "seal": self.seal,
                "sign": self.sign,
            }
        )

    @property
    def info(self) -> bytes:
        """Magic, length and header: what the seal is bound to, and how the wire form begins."""
        return _info(self)


@lru_cache(maxsize=64)
def _info(header: Header) -> bytes:
    # Reading, opening and naming one message each need it.
    data = header.to_bytes()
    return MAGIC + len(data).to_bytes(LENGTH_BYTES, "big") + data


@dataclass(frozen=True, slots=True)
class Envelope:
    """A header and what is sealed under it."""

    header: Header
    sealed: bytes

    def to_bytes(self) -> bytes:
        """The wire form."""
        return self.header.info + self.sealed

    @property
    def id(self) -> str:
        """Sender, incarnation, sequence and SHA-256 of the wire form: the key of de-duplication.

        The same place in a sequence with another hash is another id, and an alarm.
        """
        place = f"{self.header.node}|{self.header.incarnation}|{self.header.sequence}"
        return f"{place}|{hashlib.sha256(self.to_bytes()).hexdigest()}"


@lru_cache(maxsize=4)
def parse_envelope(wire: bytes) -> Envelope:
    """The envelope whose wire form is exactly these bytes; raises a PasserelleError for anything else.

    Routing, naming and opening a message each read it, so the last few are remembered.
    """
    if len(wire) > LARGEST_ENVELOPE:
        raise EnvelopeError(f"an envelope has at most {LARGEST_ENVELOPE} bytes")
    start = len(MAGIC) + LENGTH_BYTES
    size = int.from_bytes(wire[len(MAGIC) : start], "big")
    if not wire.startswith(MAGIC) or size > LARGEST_HEADER:
        raise EnvelopeError(f"not an envelope of {FORMAT}")
    fields = Fields(parse_canonical(wire[start : start + size]), "header")
    fields.known("format", {FORMAT})
    header = Header(
        node=fields.choice("node", checked_id),
        recipient=fields.choice("recipient", checked_id),
        incarnation=fields.number("incarnation", least=0, most=LARGEST_INTEGER),
        sequence=fields.number("sequence", least=1, most=LARGEST_INTEGER),
        seal=fields.text("seal"),
        sign=fields.text("sign"),
    )
    envelope = Envelope(header, wire[start + size :])
    # A header has no room for what a carrier need not know: a part too many is refused here.
    if envelope.to_bytes() != wire:
        raise EnvelopeError("the header has other parts than the protocol gives it")
    return envelope


def check_algorithms(header: Header) -> None:
    """Nothing, once both algorithms are on the list; raises AlgorithmError otherwise."""
    if header.seal not in SEALS or header.sign not in SIGNS:
        raise AlgorithmError("an algorithm that is not allowed here")


def message_id(wire: bytes) -> str:
    """The id of the message in these bytes; raises a PasserelleError when they are no envelope."""
    return parse_envelope(wire).id


def plaintext_of(signature: Signature, payload: bytes) -> bytes:
    """Signature and payload, framed and padded: what is sealed."""
    block = canonical(signature.as_json())
    return padded(len(block).to_bytes(LENGTH_BYTES, "big") + block + payload)


def parse_plaintext(data: bytes) -> tuple[Signature, bytes]:
    """The signature and the exact payload; raises a PasserelleError for what `plaintext_of` never makes."""
    content = unpadded(data)
    end = LENGTH_BYTES + int.from_bytes(content[:LENGTH_BYTES], "big")
    signature = Signature.of(Fields(parse_canonical(content[LENGTH_BYTES:end]), "signature"))
    payload = content[end:]
    if plaintext_of(signature, payload) != data:
        raise EnvelopeError("the signature has other parts than the protocol gives it")
    return signature, payload
