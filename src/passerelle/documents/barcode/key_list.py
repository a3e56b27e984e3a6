"""The certificates of barcode signers that were imported, by the two codes that a barcode names.

Lists are files that a person imports (the French list of trusted services, the
seal signers of ICAO's directory). A signer that is on none is not verifiable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from passerelle.documents.chip import public_key
from passerelle.documents.chip.algorithm import Kind
from passerelle.documents.chip.revocation import REVOCATION
from passerelle.documents.chip.trust_store import TrustStore, store
from passerelle.documents.outcome import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.revocation import RevocationList

SIGNATURE, CHAIN, DATES = "signature", "chain", "dates"
NAMES = (SIGNATURE, CHAIN, DATES, REVOCATION)
# ICAO Doc 9303 part 13 and 2D-Doc: the hash is as long as the key, or the next longer.
HASH_OF_BITS = ((224, hashes.SHA224), (256, hashes.SHA256), (384, hashes.SHA384), (521, hashes.SHA512))


@dataclass(frozen=True, slots=True)
class KeyList:
    """Signers by authority and reference, and the authorities that may certify them."""

    signers: Mapping[tuple[str, str], Certificate]
    authorities: TrustStore

    def findings(self, signer: tuple[str, str], signed: Signed) -> tuple[Finding, ...]:
        """Signature, chain, dates and revocation for a barcode that names this signer."""
        one = self.signers.get(signer)
        if one is None:
            why = "the signer is on no imported list"
            return tuple(Finding(name, Outcome.NOT_VERIFIABLE, why) for name in NAMES)
        return findings(one, self.authorities, signed)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a barcode's signature is about."""

    signed: bytes
    signature: bytes  # two numbers side by side
    on: date | None  # the day of the signature; None where the barcode tells none


def key_list(
    signers: Mapping[tuple[str, str], Certificate],
    authorities: tuple[Certificate, ...] = (),
    revocations: tuple[RevocationList, ...] = (),
) -> KeyList:
    """A list of these signers."""
    return KeyList(MappingProxyType(dict(signers)), store(authorities, revocations))


def findings(one: Certificate, authorities: TrustStore, signed: Signed) -> tuple[Finding, ...]:
    """Signature, chain, dates and revocation for this certificate."""
    chain, authority = authorities.chain(one)
    # A list that ended before the barcode was signed says nothing about its signer.
    revoked = authorities.revocation(one, authority, signed.on or date.min)
    return _signature(one, signed), chain, _dates(one, signed.on), revoked


def _signature(one: Certificate, signed: Signed) -> Finding:
    if not isinstance(one.key, ec.EllipticCurvePublicKey):
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, "the signer's key is of a kind not known here")
    if not signed.signature:
        return Finding(SIGNATURE, Outcome.NOT_VERIFIABLE, "the barcode has no signature")
    bits = one.key.curve.key_size
    digest = next((made() for most, made in HASH_OF_BITS if bits <= most), hashes.SHA512())
    if public_key.verifies(one.key, Kind.ECDSA_PLAIN, digest, signed.signature, signed.signed):
        return Finding(SIGNATURE, Outcome.CONSISTENT, "the signer's key made the signature over this content")
    return Finding(SIGNATURE, Outcome.NOT_CONSISTENT, "the signer's key did not make the signature")


def _dates(one: Certificate, on: date | None) -> Finding:
    if on is None:
        return Finding(DATES, Outcome.NOT_VERIFIABLE, "the barcode tells no day of signature")
    if one.since.date() <= on <= one.until.date():
        return Finding(DATES, Outcome.CONSISTENT, "it was signed while the signer's certificate held")
    return Finding(DATES, Outcome.NOT_CONSISTENT, "it was signed while the signer's certificate did not hold")
