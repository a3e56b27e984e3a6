"""The bytes of an exhibit: known by their SHA-256, kept sealed under a key of their own.

The key is made from a secret of the node and a salt that stands beside the
exhibit. Once the salt is gone, nobody opens the bytes again, on any backup.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from passerelle.errors import PasserelleError

SALT_BYTES, KEY_BYTES = 32, 32
INFO = b"passerelle-exhibit/1"
# One key seals one content, so that its one nonce needs no chance.
NONCE = bytes(12)
NOTE = b"note"


class ExhibitDamagedError(PasserelleError):
    """The bytes of an exhibit are not those that were taken; nothing of them was shown."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            f"exhibit {digest[:16]} is not what was taken; nothing was shown, restore it from the backup"
        )


def digest_of(data: bytes) -> str:
    """The hexadecimal SHA-256 by which an exhibit is known."""
    return hashlib.sha256(data).hexdigest()


def sealed(secret: bytes, salt: bytes, data: bytes) -> bytes:
    """The bytes under their own key, bound to their digest."""
    return ChaCha20Poly1305(_key(secret, salt)).encrypt(NONCE, data, digest_of(data).encode())


def opened(secret: bytes, salt: bytes, data: bytes, digest: str) -> bytes:
    """The bytes as they were taken; raises ExhibitDamagedError where they are not."""
    if len(salt) != SALT_BYTES:
        raise ExhibitDamagedError(digest)
    try:
        found = ChaCha20Poly1305(_key(secret, salt)).decrypt(NONCE, data, digest.encode())
    except InvalidTag:
        raise ExhibitDamagedError(digest) from None
    if digest_of(found) != digest:
        raise ExhibitDamagedError(digest)
    return found


def noted(secret: bytes, salt: bytes, text: str) -> bytes:
    """A short text about an exhibit, sealed under a salt of its own, which stands before it."""
    return salt + ChaCha20Poly1305(_key(secret, salt)).encrypt(NONCE, text.encode(), NOTE)


def note(secret: bytes, data: bytes) -> str:
    """The text that was sealed; "" where there is none, or none any more."""
    salt, sealed_text = data[:SALT_BYTES], data[SALT_BYTES:]
    if not sealed_text:
        return ""
    return ChaCha20Poly1305(_key(secret, salt)).decrypt(NONCE, sealed_text, NOTE).decode()


def _key(secret: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt, INFO).derive(secret)
