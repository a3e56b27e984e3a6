"""How a key's text is named: in the one key index, and where its value may not stand at all."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.core.env import Env

DIGEST_BYTES = 16


def key_digest(text: str) -> bytes:
    """SHA-256 of the key's text, cut to 16 bytes."""
    return hashlib.sha256(text.encode()).digest()[:DIGEST_BYTES]


def fingerprint(env: Env, kind: str, value: str) -> bytes:
    """A keyed digest that only this node can make, and that is in no index a partner can question."""
    return hmac.digest(env.secret("fingerprint"), f"{kind}:{value}".encode(), "sha256")
