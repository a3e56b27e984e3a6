"""Blind, evaluate, finalize (RFC 9497 sections 3.2 and 3.3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from passerelle.protocol.oblivious.group import (
    InvalidScalarError,
    base_times,
    checked_scalar,
    inverse,
    times,
)
from passerelle.protocol.oblivious.suite import Mode, framed, hash_to_group, hash_to_scalar

LONGEST_INPUT = 65_535
SEED_BYTES = 32
FINALIZE = b"Finalize"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The secret of the function, which repr hides, and the element that commits to it."""

    private: bytes = field(repr=False)
    public: bytes


def derive_key_pair(seed: bytes, info: bytes, mode: Mode) -> KeyPair:
    """The key pair of a 32-byte seed (RFC 9497 section 3.2.1)."""
    if len(seed) != SEED_BYTES:
        raise InvalidScalarError(f"a key is derived from {SEED_BYTES} bytes")
    # The RFC counts on while the scalar is zero; that has probability 2^-252, so checked_scalar refuses it.
    message = seed + framed(info) + b"\x00"
    private = checked_scalar(hash_to_scalar(message, mode, tag=b"DeriveKeyPair"))
    return KeyPair(private, base_times(private))


def blind(key: bytes, scalar: bytes, mode: Mode) -> bytes:
    """The element to send: the key's, multiplied by a scalar that only the asker knows."""
    return times(scalar, hash_to_group(key, mode))


def blind_evaluate(private: bytes, blinded: bytes) -> bytes:
    """The element to send back; raises InvalidElementError when what came is no proper element."""
    return times(private, blinded)


def finalize(key: bytes, scalar: bytes, evaluated: bytes) -> bytes:
    """The function's 64-byte output on the asker's key."""
    return unblind(key, inverse(scalar), evaluated)


def unblind(key: bytes, inverted: bytes, evaluated: bytes) -> bytes:
    """`finalize` where the scalar was inverted already."""
    return _output(key, times(inverted, evaluated))


def evaluate(private: bytes, key: bytes, mode: Mode) -> bytes:
    """The same output, computed by the holder of the secret."""
    return _output(key, times(private, hash_to_group(key, mode)))


def _output(key: bytes, unblinded: bytes) -> bytes:
    return hashlib.sha512(framed(key) + framed(unblinded) + FINALIZE).digest()
