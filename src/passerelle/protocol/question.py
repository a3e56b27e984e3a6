"""What an asker sends and keeps: blinded keys, and the bucket of each.

The asked node sees the number of keys and `bits` bits of a hash of each key,
nothing else. How many bits that are is the agreement's choice: it buys a
smaller answer with a little knowledge about every key (rule 28).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.canonical import Json, canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.oblivious import ELEMENT_BYTES, SCALAR_BYTES, Mode, blind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.protocol.fields import Fields

FORMAT = "passerelle-question/2"
BUCKET_DOMAIN = b"passerelle-bucket/1"
KEY_DOMAIN = b"passerelle-oprf-key/1"
FINGERPRINT_BYTES = 16
MOST_KEYS = 50
MOST_BITS = 24
PREFIX_BITS = 32


class QuestionError(PasserelleError):
    """A question cannot be asked or read; nothing was sent or answered."""


def key_prefix(key: bytes) -> int:
    """The first 32 bits of the key's bucket hash: an index stores it, and any bucket is a range of it."""
    digest = hashlib.sha256(BUCKET_DOMAIN + key).digest()
    return int.from_bytes(digest[: PREFIX_BITS // 8], "big")


def bucket_of(key: bytes, bits: int) -> int:
    """The first `bits` bits of the key's bucket hash."""
    return key_prefix(key) >> PREFIX_BITS - bits


def prefix_range(bucket: int, bits: int) -> tuple[int, int]:
    """The least and the largest key prefix that lie in a bucket, both included."""
    width = PREFIX_BITS - bits
    return bucket << width, ((bucket + 1) << width) - 1


def key_fingerprint(public: bytes) -> bytes:
    """What a question names the asked node's public key by: 16 bytes of its hash.

    So a node that showed this asker another key than it answers with is found
    out by the question itself.
    """
    return hashlib.sha256(KEY_DOMAIN + public).digest()[:FINGERPRINT_BYTES]


@dataclass(frozen=True, slots=True)
class QuestionBody:
    """What is sent: one blinded element and one bucket for each key, in the asker's order."""

    key: bytes  # fingerprint of the public key that is to answer
    bits: int
    buckets: tuple[int, ...]
    blinded: tuple[bytes, ...]

    def __post_init__(self) -> None:
        """Refuse more keys or bits than the protocol knows, and a bucket that its bits cannot name."""
        if not 1 <= len(self.blinded) <= MOST_KEYS or len(self.buckets) != len(self.blinded):
            raise QuestionError(f"a question has 1 to {MOST_KEYS} keys and one bucket for each")
        if not 0 <= self.bits <= MOST_BITS:
            raise QuestionError(f"a bucket is named by 0 to {MOST_BITS} bits")
        if any(not 0 <= bucket < 1 << self.bits for bucket in self.buckets):
            raise QuestionError(f"{self.bits} bits name no such bucket")

    def as_json(self) -> dict[str, Json]:
        """The body of a message of kind `question`."""
        return {
            "format": FORMAT,
            "key": self.key.hex(),
            "bits": self.bits,
            "buckets": list(self.buckets),
            "blinded": [one.hex() for one in self.blinded],
        }

    @classmethod
    def of(cls, fields: Fields) -> QuestionBody:
        """The question in a received body; raises a PasserelleError when it is malformed."""
        fields.known("format", {FORMAT})
        bits = fields.number("bits", least=0, most=MOST_BITS)
        return cls(
            key=fields.octets("key", least=FINGERPRINT_BYTES, most=FINGERPRINT_BYTES),
            bits=bits,
            buckets=fields.numbers("buckets", most_items=MOST_KEYS, most=(1 << bits) - 1),
            blinded=fields.octet_list("blinded", size=ELEMENT_BYTES, least=1, most=MOST_KEYS),
        )

    @property
    def commitment(self) -> str:
        """What both journals bind: the blinded body, from which nobody can confirm a guess of a key."""
        return hashlib.sha256(canonical(self.as_json())).hexdigest()

    def digest(self, asked_in: str) -> bytes:
        """What the answer names and its tags depend on: the body, and the id of the message that carried it.

        With the id in it, sending the same body again gives other tags: two
        answers cannot be laid side by side to see what was added in between.
        """
        return hashlib.sha256(canonical([FORMAT, asked_in, self.as_json()])).digest()


@dataclass(frozen=True, slots=True)
class AskerState:
    """What the asker keeps until the answer comes, and then deletes; repr shows no key and no blind."""

    public: bytes  # the asked node's key
    bits: int
    keys: tuple[bytes, ...] = field(repr=False)
    blinds: tuple[bytes, ...] = field(repr=False)

    @property
    def question(self) -> QuestionBody:
        """The question that this state asks, the same bytes each time."""
        return QuestionBody(
            key=key_fingerprint(self.public),
            bits=self.bits,
            buckets=tuple(bucket_of(key, self.bits) for key in self.keys),
            blinded=tuple(blind(key, by, Mode.VOPRF) for key, by in zip(self.keys, self.blinds, strict=True)),
        )

    def to_bytes(self) -> bytes:
        """The canonical bytes to store, sealed, beside the question."""
        keys: list[Json] = [key.hex() for key in self.keys]
        blinds: list[Json] = [by.hex() for by in self.blinds]
        return canonical({"public": self.public.hex(), "bits": self.bits, "keys": keys, "blinds": blinds})

    @classmethod
    def of(cls, fields: Fields) -> AskerState:
        """The state that was stored."""
        keys = fields.texts("keys", least=1, most=MOST_KEYS)
        return cls(
            public=fields.octets("public", least=ELEMENT_BYTES, most=ELEMENT_BYTES),
            bits=fields.number("bits", least=0, most=MOST_BITS),
            keys=tuple(bytes.fromhex(key) for key in keys),
            blinds=fields.octet_list("blinds", size=SCALAR_BYTES, least=1, most=MOST_KEYS),
        )


def ask(
    keys: Sequence[bytes], blinds: Sequence[bytes], bits: int, public: bytes
) -> tuple[QuestionBody, AskerState]:
    """The question about these keys to the holder of that public key, and what is needed to read its answer.

    `blinds` are fresh random scalars (`scalar_from_uniform`), one for each key
    and never used twice: the same blind under two questions would link them.
    """
    if len(set(blinds)) != len(keys) or not all(keys):
        raise QuestionError("each key has content and a blind of its own")
    state = AskerState(public, bits, tuple(keys), tuple(blinds))
    return state.question, state
