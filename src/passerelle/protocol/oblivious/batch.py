"""The function on many keys at once: two calls into libsodium and two hashes for each, little else.

The elements are our own hashes to the group and the secret is checked once,
so nothing foreign is computed with. libsodium is called through its C names:
the calls release the interpreter's lock, so two threads use two cores.
"""

from __future__ import annotations

import ctypes
import hashlib
from typing import TYPE_CHECKING

import rbcl
from rbcl._sodium import _sodium

from passerelle.protocol.oblivious.group import (
    ELEMENT_BYTES,
    UNIFORM_BYTES,
    InvalidElementError,
    checked_scalar,
    inverse,
)
from passerelle.protocol.oblivious.oprf import FINALIZE
from passerelle.protocol.oblivious.suite import BLOCK_BYTES, Mode, framed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The first block of every expanded message is zero (RFC 9380 section 5.3.1): hashed once, copied after.
ZERO_BLOCK = hashlib.sha512(bytes(BLOCK_BYTES))


def evaluate_many(private: bytes, keys: Iterable[bytes], mode: Mode, *, size: int) -> list[bytes]:
    """`evaluate` of each key under the holder's secret, cut to `size` bytes."""
    secret = checked_scalar(private)
    to_element, multiply = _sodium.crypto_core_ristretto255_from_hash, _sodium.crypto_scalarmult_ristretto255
    point, product = ctypes.create_string_buffer(ELEMENT_BYTES), ctypes.create_string_buffer(ELEMENT_BYTES)
    tag = b"HashToGroup-" + mode.context
    suffix = tag + bytes([len(tag)])
    middle, last = UNIFORM_BYTES.to_bytes(2, "big") + b"\x00" + suffix, b"\x01" + suffix
    sha512 = hashlib.sha512
    found = []
    for key in keys:
        first = ZERO_BLOCK.copy()
        first.update(key + middle)
        to_element(point, sha512(first.digest() + last).digest())
        if multiply(product, secret, point) != 0:  # the identity: chance 2^-252
            raise InvalidElementError("a key hashes to the identity")
        found.append(sha512(framed(key) + framed(product.raw) + FINALIZE).digest()[:size])
    return found


def inverses(scalars: Sequence[bytes]) -> list[bytes]:
    """What undoes each multiplication: one inversion and three products a scalar (Montgomery's trick)."""
    product = rbcl.crypto_core_ristretto255_scalar_mul
    before: list[bytes] = []
    total = (1).to_bytes(ELEMENT_BYTES, "little")
    for scalar in scalars:
        before.append(total)
        total = product(total, checked_scalar(scalar))
    rest = inverse(total)
    found = []
    for scalar, others in zip(reversed(scalars), reversed(before), strict=True):
        found.append(product(rest, others))
        rest = product(rest, scalar)
    return found[::-1]
