"""That every answer of a batch was computed with the key behind one public element (RFC 9497 section 2.2).

Without it a node could use another key per partner and so mark its answers.
"""

from __future__ import annotations

import hashlib
from functools import reduce
from hmac import compare_digest
from typing import TYPE_CHECKING

from passerelle.protocol.oblivious.group import (
    SCALAR_BYTES,
    InvalidElementError,
    InvalidScalarError,
    base_times,
    checked_element,
    checked_scalar,
    plus,
    scalar_minus_product,
    times,
)
from passerelle.protocol.oblivious.suite import Mode, framed, hash_to_scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.protocol.oblivious.oprf import KeyPair

MODE = Mode.VOPRF
PROOF_BYTES = 2 * SCALAR_BYTES


def generate_proof(
    pair: KeyPair, blinded: Sequence[bytes], evaluated: Sequence[bytes], scalar: bytes
) -> bytes:
    """The 64-byte proof over a batch; the same scalar and batch give the same bytes.

    The scalar must never serve two different batches: derive it from a secret
    and the batch itself.
    """
    weights = _weights(pair.public, blinded, evaluated)
    asked = _combined(weights, blinded)
    answered = times(pair.private, asked)
    commitments = (base_times(scalar), times(scalar, asked))
    challenge = _challenge(pair.public, asked, answered, *commitments)
    return challenge + scalar_minus_product(scalar, challenge, pair.private)


def verify_proof(public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes], proof: bytes) -> bool:
    """True when every evaluated element is its blinded one under the public key's secret."""
    if len(proof) != PROOF_BYTES or not blinded or len(blinded) != len(evaluated):
        return False
    challenge, response = proof[:SCALAR_BYTES], proof[SCALAR_BYTES:]
    try:
        checked_element(public)
        weights = _weights(public, blinded, evaluated)
        asked, answered = _combined(weights, blinded), _combined(weights, evaluated)
        first = plus(base_times(response), times(challenge, public))
        second = plus(times(response, asked), times(challenge, answered))
        expected = _challenge(public, asked, answered, first, second)
        return compare_digest(expected, checked_scalar(challenge))
    except (InvalidElementError, InvalidScalarError):
        return False


def _weights(public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes]) -> list[bytes]:
    # RFC 9497 section 2.2.1, ComputeComposites: one unpredictable weight for each pair.
    seed = hashlib.sha512(framed(public) + framed(b"Seed-" + MODE.context)).digest()
    pairs = zip(blinded, evaluated, strict=True)
    return [
        hash_to_scalar(
            framed(seed) + place.to_bytes(2, "big") + framed(asked) + framed(answered) + b"Composite", MODE
        )
        for place, (asked, answered) in enumerate(pairs)
    ]


def _combined(weights: Sequence[bytes], elements: Sequence[bytes]) -> bytes:
    products = [times(weight, element) for weight, element in zip(weights, elements, strict=True)]
    return reduce(plus, products)


def _challenge(public: bytes, asked: bytes, answered: bytes, first: bytes, second: bytes) -> bytes:
    parts = (public, asked, answered, first, second)
    return hash_to_scalar(b"".join(framed(part) for part in parts) + b"Challenge", MODE)
