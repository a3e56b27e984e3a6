"""The asked node's side of an oblivious question, and how the asker reads the answer.

For each bucket asked, the answer holds a tag for every key of the index in
it, padded with dummies to the next size class, sorted. A tag depends on the
message that asked, so that two answers cannot be laid side by side to see
what was added in between. The same message and index give the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.oblivious import (
    ELEMENT_BYTES,
    KeyPair,
    Mode,
    blind_evaluate,
    derive_key_pair,
    evaluate_many,
    generate_proof,
    hash_to_scalar,
    inverses,
    unblind,
    verify_proof,
)
from passerelle.protocol.oblivious.proof import PROOF_BYTES
from passerelle.protocol.question import MOST_BITS, MOST_KEYS, AskerState, QuestionBody

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

FORMAT = "passerelle-answer/1"
ENTRY_BYTES = 16
SMALLEST_CLASS = 16
LARGEST_CLASS = 512  # 50 buckets of 512 tags in hexadecimal stay within one envelope

# From (bits, bucket) to the entries of the index there: only what rule 20 lets a partner ask about.
Lookup = Callable[[int, int], Sequence[bytes]]


class AnswerError(PasserelleError):
    """An answer does not belong to the question, or was not computed with the node's stated key."""


class CrowdedBucketError(PasserelleError):
    """A bucket holds more keys than an answer carries; the agreement needs more bits."""

    def __init__(self, bits: int) -> None:
        super().__init__(f"a bucket of {bits} bits holds more than {LARGEST_CLASS} keys; agree on more bits")
        self.bits = bits


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The asked node's secrets for questions; the public part stands in its node card."""

    pair: KeyPair
    padding: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> AnswerKey:
        """The keys that 32 secret bytes of the node give."""
        padding = hmac.new(secret, b"passerelle-padding/1", hashlib.sha256).digest()
        return cls(derive_key_pair(secret, b"passerelle-oprf/1", Mode.VOPRF), padding)

    def entry(self, key: bytes) -> bytes:
        """What the index stores for a key: the function's output, cut to 16 bytes."""
        return self.entries([key])[0]

    def entries(self, keys: Iterable[bytes]) -> list[bytes]:
        """The entry of each key, in their order."""
        return evaluate_many(self.pair.private, keys, Mode.VOPRF, size=ENTRY_BYTES)


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """What is sent back: evaluated elements, one proof over all, and the tags of each bucket asked."""

    question: bytes  # digest of the question's body
    evaluated: tuple[bytes, ...]
    proof: bytes
    buckets: tuple[tuple[int, tuple[bytes, ...]], ...]  # ascending, each bucket once

    def as_json(self) -> dict[str, Json]:
        """The body of a message of kind `answer`."""
        buckets: list[Json] = [
            {"bucket": number, "tags": b"".join(tags).hex()} for number, tags in self.buckets
        ]
        return {
            "format": FORMAT,
            "question": self.question.hex(),
            "evaluated": [one.hex() for one in self.evaluated],
            "proof": self.proof.hex(),
            "buckets": buckets,
        }

    @classmethod
    def of(cls, fields: Fields) -> AnswerBody:
        """The answer in a received body; raises a PasserelleError when it is malformed."""
        fields.known("format", {FORMAT})
        return cls(
            question=fields.octets("question", least=32, most=32),
            evaluated=fields.octet_list("evaluated", size=ELEMENT_BYTES, least=1, most=MOST_KEYS),
            proof=fields.octets("proof", least=PROOF_BYTES, most=PROOF_BYTES),
            buckets=tuple(_bucket(one) for one in fields.objects("buckets", least=1, most=MOST_KEYS)),
        )


def _bucket(fields: Fields) -> tuple[int, tuple[bytes, ...]]:
    joined = fields.octets("tags", most=ENTRY_BYTES * LARGEST_CLASS)
    tags = tuple(joined[at : at + ENTRY_BYTES] for at in range(0, len(joined), ENTRY_BYTES))
    return fields.number("bucket", least=0, most=(1 << MOST_BITS) - 1), tags


def answer(question: QuestionBody, lookup: Lookup, key: AnswerKey, *, asked_in: str) -> AnswerBody:
    """The answer to a question that came in the message of that id.

    Raises InvalidElementError when any of its elements is not proper, and then
    answers nothing of it.
    """
    digest = question.digest(asked_in)
    evaluated = tuple(blind_evaluate(key.pair.private, one) for one in question.blinded)
    # The proof's scalar must differ between batches and repeat within one: it is drawn from both sides.
    seed = hmac.new(key.padding, b"proof" + digest, hashlib.sha512).digest()
    proof = generate_proof(key.pair, question.blinded, evaluated, hash_to_scalar(seed, Mode.VOPRF))
    found = {bucket: lookup(question.bits, bucket) for bucket in sorted(set(question.buckets))}
    buckets = tuple((bucket, _tags(found[bucket], question.bits, bucket, digest, key)) for bucket in found)
    return AnswerBody(digest, evaluated, proof, buckets)


def _tags(
    entries: Sequence[bytes], bits: int, bucket: int, digest: bytes, key: AnswerKey
) -> tuple[bytes, ...]:
    tags = {_tag(entry, digest) for entry in entries}
    context = b"dummy" + digest + bucket.to_bytes(4, "big")
    for number in range(size_class(len(tags), bits) - len(tags)):
        filling = hmac.new(key.padding, context + number.to_bytes(4, "big"), hashlib.sha256)
        tags.add(filling.digest()[:ENTRY_BYTES])
    return tuple(sorted(tags))


def size_class(count: int, bits: int) -> int:
    """The number of tags that a bucket of `count` keys shows: 16, 32, 64 … 512."""
    if count > LARGEST_CLASS:
        raise CrowdedBucketError(bits)
    return max(SMALLEST_CLASS, 1 << max(count - 1, 0).bit_length())


def _tag(entry: bytes, question: bytes) -> bytes:
    return hmac.new(entry, b"passerelle-tag/1" + question, hashlib.sha256).digest()[:ENTRY_BYTES]


def read(
    received: AnswerBody,
    state: AskerState,
    public: bytes,
    *,
    asked_in: str,
    body: QuestionBody | None = None,
) -> list[bool]:
    """For each key asked, whether the asked node's index holds it; `public` is the key in its node card.

    An asker that kept the body it sent gives it here; otherwise the keys are blinded again.

    Raises AnswerError when the answer is to another question, or the proof
    does not show that the stated key computed all of it.
    """
    asked = body or state.question
    if not hmac.compare_digest(received.question, asked.digest(asked_in)):
        raise AnswerError("the answer is to another question")
    if not verify_proof(public, asked.blinded, received.evaluated, received.proof):
        raise AnswerError("the answer was not computed with the key in the node's card")
    tags = {number: set(found) for number, found in received.buckets}
    if set(tags) != set(asked.buckets) or len(tags) != len(received.buckets):
        raise AnswerError("the answer covers other buckets than the question")
    wanted = zip(state.keys, inverses(state.blinds), received.evaluated, asked.buckets, strict=True)
    return [
        _tag(unblind(key, inverted, element)[:ENTRY_BYTES], received.question) in tags[bucket]
        for key, inverted, element, bucket in wanted
    ]
