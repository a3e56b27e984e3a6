"""The asked node's side of an oblivious question, and how the asker reads the answer.

For each bucket asked, the answer holds a tag for every key of the index in
it, filled up with dummies to the number that the agreement fixes, sorted: the
length of an answer tells nothing but what the question said. A tag depends on
the message that asked, so that two answers cannot be laid side by side to see
what was added in between. The same message and index give the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.canonical import canonical
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
from passerelle.protocol.question import MOST_BITS, MOST_KEYS, AskerState, QuestionBody, key_fingerprint

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

FORMAT = "passerelle-answer/2"
ENTRY_BYTES = 16
MOST_TAGS = 512  # 50 buckets of 512 tags in hexadecimal stay within one envelope

# From (bits, bucket) to the entries of the index there: only what rule 20 lets a partner ask about.
Lookup = Callable[[int, int], Sequence[bytes]]


class AnswerError(PasserelleError):
    """An answer does not belong to the question, or was not computed with the node's stated key."""


class CrowdedBucketError(PasserelleError):
    """A bucket holds more keys than the agreement's answers carry; it needs more bits or more tags."""

    def __init__(self, bits: int, tags: int) -> None:
        super().__init__(f"a bucket of {bits} bits holds more than {tags} keys; agree on more bits or tags")
        self.bits = bits
        self.tags = tags


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The asked node's secrets for questions; the public part stands in its node card."""

    pair: KeyPair
    padding: bytes = field(repr=False)

    @property
    def fingerprint(self) -> bytes:
        """What a question names this key by."""
        return key_fingerprint(self.pair.public)

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

    @property
    def commitment(self) -> str:
        """What both journals bind: the answer as it was sent."""
        return hashlib.sha256(canonical(self.as_json())).hexdigest()

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
    joined = fields.octets("tags", most=ENTRY_BYTES * MOST_TAGS)
    return fields.number("bucket", least=0, most=(1 << MOST_BITS) - 1), _cut(joined)


def answer(question: QuestionBody, lookup: Lookup, key: AnswerKey, *, asked_in: str, tags: int) -> AnswerBody:
    """The answer to a question that came in the message of that id, `tags` of them for each bucket.

    Raises InvalidElementError when any of its elements is not proper, and then
    answers nothing of it; CrowdedBucketError when a bucket holds more.
    """
    digest = question.digest(asked_in)
    evaluated = tuple(blind_evaluate(key.pair.private, one) for one in question.blinded)
    # The proof's scalar must differ between batches and repeat within one: it is drawn from both sides.
    seed = hmac.digest(key.padding, b"proof" + digest, "sha512")
    proof = generate_proof(key.pair, question.blinded, evaluated, hash_to_scalar(seed, Mode.VOPRF))
    found = {bucket: lookup(question.bits, bucket) for bucket in sorted(set(question.buckets))}
    if any(len(set(entries)) > tags for entries in found.values()):
        raise CrowdedBucketError(question.bits, tags)
    buckets = tuple((bucket, _tags(found[bucket], tags, bucket, digest, key)) for bucket in found)
    return AnswerBody(digest, evaluated, proof, buckets)


def _tags(
    entries: Sequence[bytes], size: int, bucket: int, digest: bytes, key: AnswerKey
) -> tuple[bytes, ...]:
    tags = {_tag(entry, digest) for entry in entries}
    context = key.padding + b"dummy" + digest + bucket.to_bytes(4, "big")
    filling = hashlib.shake_256(context).digest(ENTRY_BYTES * (size - len(tags)))
    return tuple(sorted([*tags, *_cut(filling)]))


def _cut(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + ENTRY_BYTES] for at in range(0, len(joined), ENTRY_BYTES))


def _tag(entry: bytes, question: bytes) -> bytes:
    return hmac.digest(entry, b"passerelle-tag/1" + question, "sha256")[:ENTRY_BYTES]


def read(
    received: AnswerBody,
    state: AskerState,
    *,
    asked_in: str,
    tags: int,
    body: QuestionBody | None = None,
) -> list[bool]:
    """For each key asked, whether the asked node's index holds it.

    An asker that kept the body it sent gives it here; otherwise the keys are blinded again.

    Raises AnswerError when the answer is to another question or of another
    size, or the proof does not show that the key asked computed all of it.
    """
    asked = body or state.question
    if not hmac.compare_digest(received.question, asked.digest(asked_in)):
        raise AnswerError("the answer is to another question")
    if not verify_proof(state.public, asked.blinded, received.evaluated, received.proof):
        raise AnswerError("the answer was not computed with the key that was asked")
    held = {number: set(found) for number, found in received.buckets}
    if set(held) != set(asked.buckets) or len(held) != len(received.buckets):
        raise AnswerError("the answer covers other buckets than the question")
    if any(len(found) != tags for _, found in received.buckets):
        raise AnswerError("the answer has another size than was agreed")
    wanted = zip(state.keys, inverses(state.blinds), received.evaluated, asked.buckets, strict=True)
    return [
        _tag(unblind(key, inverted, element)[:ENTRY_BYTES], received.question) in held[bucket]
        for key, inverted, element, bucket in wanted
    ]
