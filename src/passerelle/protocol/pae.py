"""Pre-authentication encoding: a signature covers exact bytes and says what they are.

DSSE's PAE: the same payload under another type has another signature, and no
two pairs of type and payload have the same encoding.
"""

from __future__ import annotations

MESSAGE = "application/vnd.passerelle.message+json"
MANIFEST = "application/vnd.passerelle.manifest+json"
CARD = "application/vnd.passerelle.card+json"
CONSENT = "application/vnd.passerelle.consent+json"
SUCCESSION = "application/vnd.passerelle.succession+json"


def pae(payload_type: str, payload: bytes) -> bytes:
    """The bytes that are signed for a payload of this type."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
