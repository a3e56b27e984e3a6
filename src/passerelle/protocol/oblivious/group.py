"""The prime-order group ristretto255 (RFC 9496), with every foreign element checked before use.

Elements and scalars are their 32-byte encodings. The identity, encodings that
are not canonical and points outside the group are refused by name: they are
how a hostile partner would learn bits of a secret key (RFC 9497 section 5.1).
"""

from __future__ import annotations

import rbcl

from passerelle.errors import PasserelleError

ELEMENT_BYTES = 32
SCALAR_BYTES = 32
UNIFORM_BYTES = 64
ORDER = 2**252 + 27742317777372353535851937790883648493
IDENTITY = bytes(ELEMENT_BYTES)


class InvalidElementError(PasserelleError):
    """A received group element is the identity, not canonical or none at all; all was refused."""


class InvalidScalarError(PasserelleError):
    """A scalar is zero or not below the order of the group; nothing was computed with it."""


def checked_element(data: bytes) -> bytes:
    """The encoding itself, once known to be an element other than the identity (RFC 9497 section 2.1)."""
    if len(data) != ELEMENT_BYTES:
        raise InvalidElementError(f"a group element has {ELEMENT_BYTES} bytes, not {len(data)}")
    if data == IDENTITY:
        raise InvalidElementError("the identity is no question and no answer")
    if not rbcl.crypto_core_ristretto255_is_valid_point(data):
        raise InvalidElementError("not the canonical encoding of a group element")
    return data


def checked_scalar(data: bytes) -> bytes:
    """The encoding itself, once it is known to be between 1 and the order of the group."""
    if len(data) != SCALAR_BYTES or not 0 < int.from_bytes(data, "little") < ORDER:
        raise InvalidScalarError("a scalar lies between zero and the order of the group, both excluded")
    return data


def scalar_from_uniform(data: bytes) -> bytes:
    """A scalar without measurable bias from 64 random bytes (RFC 9497 section 4.7.2)."""
    if len(data) != UNIFORM_BYTES:
        raise InvalidScalarError(f"a scalar is drawn from {UNIFORM_BYTES} bytes")
    return (int.from_bytes(data, "little") % ORDER).to_bytes(SCALAR_BYTES, "little")


def element_from_uniform(data: bytes) -> bytes:
    """The element that 64 uniform bytes map to (RFC 9496 section 4.3.4)."""
    element: bytes = rbcl.crypto_core_ristretto255_from_hash(data)
    return element


def base_times(scalar: bytes) -> bytes:
    """The generator multiplied by a scalar."""
    element: bytes = rbcl.crypto_scalarmult_ristretto255_base(checked_scalar(scalar))
    return element


def times(scalar: bytes, element: bytes) -> bytes:
    """A checked element multiplied by a checked scalar; never the identity, since the order is prime."""
    product: bytes = rbcl.crypto_scalarmult_ristretto255(checked_scalar(scalar), checked_element(element))
    return product


def plus(first: bytes, second: bytes) -> bytes:
    """The sum of two elements."""
    total: bytes = rbcl.crypto_core_ristretto255_add(first, second)
    return total


def inverse(scalar: bytes) -> bytes:
    """The scalar that undoes a multiplication."""
    inverted: bytes = rbcl.crypto_core_ristretto255_scalar_invert(checked_scalar(scalar))
    return inverted


def scalar_minus_product(first: bytes, second: bytes, third: bytes) -> bytes:
    """`first - second * third` modulo the order, in libsodium's constant time."""
    product: bytes = rbcl.crypto_core_ristretto255_scalar_mul(second, third)
    difference: bytes = rbcl.crypto_core_ristretto255_scalar_sub(first, product)
    return difference
