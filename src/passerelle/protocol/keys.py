"""The two key pairs of an envelope: the service's signature and the node's seal.

Ed25519 (RFC 8032) signs; HPKE (RFC 9180, base mode) with the hybrid of
ML-KEM-768 and X25519 seals, so that traffic recorded now stays closed to a
later quantum computer. Keys come from and go to raw bytes; making them from
chance is the caller's part.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from passerelle.errors import PasserelleError

SIGNATURE_BYTES = 64
SIGNING_KEY_BYTES = 32
MLKEM_SEED_BYTES = 64
MLKEM_PUBLIC_BYTES = 1_184
X25519_BYTES = 32
SEALING_SECRET_BYTES = MLKEM_SEED_BYTES + X25519_BYTES
SEALING_KEY_BYTES = MLKEM_PUBLIC_BYTES + X25519_BYTES
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
FINGERPRINT_GROUPS = 12
GROUP_BYTES = 5


class KeyFormatError(PasserelleError):
    """Bytes are not a key of the stated kind; nothing was signed or sealed with them."""


class SealError(PasserelleError):
    """Bytes were not sealed to this node, or were changed on the way; nothing of them was read."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A service's Ed25519 secret, 32 bytes that repr hides."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse bytes of another length."""
        if len(self.secret) != SIGNING_KEY_BYTES:
            raise KeyFormatError(f"an Ed25519 secret has {SIGNING_KEY_BYTES} bytes")

    @property
    def public(self) -> bytes:
        """The 32 bytes that partners hold."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes, the same for the same message."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """True when the signature over these exact bytes was made with that key."""
    if len(public) != SIGNING_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A node's secret for opening: ML-KEM-768 seed (64 bytes), X25519 scalar (32); repr hides it."""

    secret: bytes = field(repr=False)
    _lattice: MLKEM768PrivateKey = field(init=False, repr=False, compare=False)
    _curve: X25519PrivateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse bytes of another length; expand the seed once, which takes longer than opening."""
        if len(self.secret) != SEALING_SECRET_BYTES:
            raise KeyFormatError(f"a sealing secret has {SEALING_SECRET_BYTES} bytes")
        seed, scalar = self.secret[:MLKEM_SEED_BYTES], self.secret[MLKEM_SEED_BYTES:]
        object.__setattr__(self, "_lattice", MLKEM768PrivateKey.from_seed_bytes(seed))
        object.__setattr__(self, "_curve", X25519PrivateKey.from_private_bytes(scalar))

    @property
    def public(self) -> bytes:
        """The ML-KEM-768 key and the X25519 key, 1,216 bytes, as they stand in a node card."""
        return self._lattice.public_key().public_bytes_raw() + self._curve.public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """The plaintext sealed to this key under the same `info`; raises SealError for anything else."""
        try:
            return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(self._lattice, self._curve), info=info)
        except InvalidTag:
            raise SealError("not sealed to this node, or changed on the way") from None


def seal(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """The plaintext sealed to a node's key and bound to `info`; fresh chance makes it differ each time."""
    if len(public) != SEALING_KEY_BYTES:
        raise KeyFormatError(f"a sealing key has {SEALING_KEY_BYTES} bytes")
    try:
        lattice = MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES])
        curve = X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:])
        return SUITE.encrypt(plaintext, MLKEM768X25519PublicKey(lattice, curve), info=info)
    except ValueError:
        raise KeyFormatError("not an ML-KEM-768 key with an X25519 key") from None


def fingerprint(public: bytes) -> str:
    """What two people read to each other over the telephone: twelve groups of five digits, about 199 bits."""
    digest = hashlib.sha512(b"passerelle-fingerprint/1" + public).digest()
    starts = range(0, FINGERPRINT_GROUPS * GROUP_BYTES, GROUP_BYTES)
    return " ".join(f"{int.from_bytes(digest[at : at + GROUP_BYTES], 'big') % 100_000:05d}" for at in starts)
