"""How a key's text is named in the one key index."""

from __future__ import annotations

import hashlib

DIGEST_BYTES = 16


def key_digest(text: str) -> bytes:
    """SHA-256 of the key's text, cut to 16 bytes."""
    return hashlib.sha256(text.encode()).digest()[:DIGEST_BYTES]
