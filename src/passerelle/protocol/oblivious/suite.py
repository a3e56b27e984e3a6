"""The suite ristretto255-SHA512: its name in every hash, and hashing to the group (RFC 9497 section 4.1)."""

from __future__ import annotations

import hashlib
from enum import IntEnum

from passerelle.protocol.oblivious.group import UNIFORM_BYTES, element_from_uniform, scalar_from_uniform

SUITE = b"ristretto255-SHA512"
BLOCK_BYTES = 128  # SHA-512
DIGEST_BYTES = 64
LONGEST_TAG = 255


class Mode(IntEnum):
    """Without or with a proof that one stated key was used (RFC 9497 section 3.1)."""

    OPRF = 0x00
    VOPRF = 0x01

    @property
    def context(self) -> bytes:
        """The context string that separates this mode and suite from every other."""
        return b"OPRFV1-" + bytes([self]) + b"-" + SUITE


def framed(data: bytes) -> bytes:
    """The bytes behind their length in two octets."""
    return len(data).to_bytes(2, "big") + data


def expand_message(message: bytes, tag: bytes) -> bytes:
    """64 uniform bytes: expand_message_xmd with SHA-512 (RFC 9380 section 5.3.1), one block of output."""
    assert len(tag) <= LONGEST_TAG
    suffix = tag + bytes([len(tag)])
    length = UNIFORM_BYTES.to_bytes(2, "big")
    first = hashlib.sha512(bytes(BLOCK_BYTES) + message + length + b"\x00" + suffix).digest()
    return hashlib.sha512(first + b"\x01" + suffix).digest()


def hash_to_group(message: bytes, mode: Mode) -> bytes:
    """The element that a message maps to."""
    return element_from_uniform(expand_message(message, b"HashToGroup-" + mode.context))


def hash_to_scalar(message: bytes, mode: Mode, *, tag: bytes = b"HashToScalar-") -> bytes:
    """The scalar that a message maps to."""
    return scalar_from_uniform(expand_message(message, tag + mode.context))
