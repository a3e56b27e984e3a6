"""An oblivious pseudorandom function: RFC 9497, suite ristretto255-SHA512, on libsodium.

The asker learns the function's output on its own key and nothing of the
secret; the asked node learns nothing of the key. Every random scalar is an
argument.
"""

from __future__ import annotations

from passerelle.protocol.oblivious.batch import evaluate_many, inverses
from passerelle.protocol.oblivious.group import (
    ELEMENT_BYTES,
    SCALAR_BYTES,
    InvalidElementError,
    InvalidScalarError,
    scalar_from_uniform,
)
from passerelle.protocol.oblivious.oprf import (
    KeyPair,
    blind,
    blind_evaluate,
    derive_key_pair,
    evaluate,
    finalize,
    unblind,
)
from passerelle.protocol.oblivious.proof import generate_proof, verify_proof
from passerelle.protocol.oblivious.suite import Mode, hash_to_group, hash_to_scalar

__all__ = [
    "ELEMENT_BYTES",
    "SCALAR_BYTES",
    "InvalidElementError",
    "InvalidScalarError",
    "KeyPair",
    "Mode",
    "blind",
    "blind_evaluate",
    "derive_key_pair",
    "evaluate",
    "evaluate_many",
    "finalize",
    "generate_proof",
    "hash_to_group",
    "hash_to_scalar",
    "inverses",
    "scalar_from_uniform",
    "unblind",
    "verify_proof",
]
