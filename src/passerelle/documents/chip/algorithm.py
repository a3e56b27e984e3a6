"""Which hash and which kind of signature an object identifier names (RFC 5754, RFC 4055, BSI TR-03111)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes

from passerelle.documents.chip.der import SEQUENCE, Node

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """How the signature is made."""

    RSA = "rsa"
    PSS = "rsa-pss"
    ECDSA = "ecdsa"
    ECDSA_PLAIN = "ecdsa-plain"  # the two numbers side by side


HASHES: Mapping[str, type[hashes.HashAlgorithm]] = {
    "1.3.14.3.2.26": hashes.SHA1,
    "2.16.840.1.101.3.4.2.4": hashes.SHA224,
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}
PSS = "1.2.840.113549.1.1.10"
# Kind and hash; None where another field names the hash.
SIGNATURES: Mapping[str, tuple[Kind, type[hashes.HashAlgorithm] | None]] = {
    "1.2.840.113549.1.1.1": (Kind.RSA, None),
    "1.2.840.113549.1.1.5": (Kind.RSA, hashes.SHA1),
    "1.2.840.113549.1.1.14": (Kind.RSA, hashes.SHA224),
    "1.2.840.113549.1.1.11": (Kind.RSA, hashes.SHA256),
    "1.2.840.113549.1.1.12": (Kind.RSA, hashes.SHA384),
    "1.2.840.113549.1.1.13": (Kind.RSA, hashes.SHA512),
    # The identifier of an elliptic-curve key stands here on some chips in place of a signature's.
    "1.2.840.10045.2.1": (Kind.ECDSA, None),
    "1.2.840.10045.4.1": (Kind.ECDSA, hashes.SHA1),
    "1.2.840.10045.4.3.1": (Kind.ECDSA, hashes.SHA224),
    "1.2.840.10045.4.3.2": (Kind.ECDSA, hashes.SHA256),
    "1.2.840.10045.4.3.3": (Kind.ECDSA, hashes.SHA384),
    "1.2.840.10045.4.3.4": (Kind.ECDSA, hashes.SHA512),
    "0.4.0.127.0.7.1.1.4.1.1": (Kind.ECDSA_PLAIN, hashes.SHA1),
    "0.4.0.127.0.7.1.1.4.1.2": (Kind.ECDSA_PLAIN, hashes.SHA224),
    "0.4.0.127.0.7.1.1.4.1.3": (Kind.ECDSA_PLAIN, hashes.SHA256),
    "0.4.0.127.0.7.1.1.4.1.4": (Kind.ECDSA_PLAIN, hashes.SHA384),
    "0.4.0.127.0.7.1.1.4.1.5": (Kind.ECDSA_PLAIN, hashes.SHA512),
}


def hash_of(identifier: Node) -> hashes.HashAlgorithm | None:
    """The hash that an AlgorithmIdentifier names; None where it is not known here."""
    made = HASHES.get(identifier.expect(SEQUENCE).parts()[0].oid()) if identifier.content else None
    return made() if made else None


def signature_of(
    identifier: Node, digest: hashes.HashAlgorithm | None
) -> tuple[Kind, hashes.HashAlgorithm] | None:
    """Kind and hash of a signature; `digest` is what holds where the identifier names no hash."""
    parts = identifier.expect(SEQUENCE).parts()
    if not parts:
        return None
    oid = parts[0].oid()
    if oid == PSS:
        named = _hash_of_pss(parts)
        return (Kind.PSS, named) if named else None
    if oid not in SIGNATURES:
        return None
    kind, made = SIGNATURES[oid]
    used = made() if made else digest
    return (kind, used) if used else None


def _hash_of_pss(parts: list[Node]) -> hashes.HashAlgorithm | None:
    """RFC 4055 section 3.1: the hash is field 0, and SHA-1 where it is absent."""
    if len(parts) > 1 and parts[1].tag == SEQUENCE:
        for field in parts[1].parts():
            if field.tag == 0xA0:  # noqa: PLR2004 - context tag 0
                return hash_of(field.parts()[0]) if field.content else None
    return hashes.SHA1()  # noqa: S303 - what old documents were signed with is verified, never made
