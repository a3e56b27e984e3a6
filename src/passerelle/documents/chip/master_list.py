"""A master list: country signing certificates that one State collected and signed (ICAO Doc 9303-12).

Its own signature is checked, and its signer's chain against what was trusted
before. The first list has nothing to be checked against: then a person compares
the fingerprint of its authority out of band.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.chip import certificate, signed_data
from passerelle.documents.chip.der import OID, SEQUENCE, SET, DerError, Node, whole
from passerelle.documents.outcome import Finding, Outcome

if TYPE_CHECKING:
    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.trust_store import TrustStore

LARGEST = 1 << 24
CONTENT_TYPE = "2.23.136.1.1.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterList:
    """One list."""

    certificates: tuple[Certificate, ...]
    unread: int  # certificates that could not be read, and were left out
    signature: Finding
    signer: Certificate | None
    anchor: Certificate | None  # the authority that signed the list's signer, as the list itself holds it

    def chain(self, trusted: TrustStore) -> Finding:
        """Whether an authority trusted before this list signed the list's signer."""
        if self.signer is None:
            return Finding(
                "chain", Outcome.NOT_VERIFIABLE, "the list does not hold the certificate of its signer"
            )
        found, _ = trusted.chain(self.signer)
        return found


def is_one(data: bytes) -> bool:
    """True when the bytes begin as a signed object does, and not as a certificate."""
    parts = whole(data, LARGEST).expect(SEQUENCE).parts()
    return bool(parts) and parts[0].tag == OID


def read(data: bytes) -> MasterList:
    """The list; raises DerError where it is none."""
    signed = signed_data.read(data, LARGEST)
    if signed.content_type != CONTENT_TYPE:
        raise DerError("it is no master list")
    parts = whole(signed.content, LARGEST).expect(SEQUENCE).parts()
    if len(parts) < 2:  # noqa: PLR2004 - version and certificates
        raise DerError("the master list is incomplete")
    found, unread = _certificates(parts[1].expect(SET))
    signature, signer = signed_data.verified(signed)
    return MasterList(
        certificates=tuple(found),
        unread=unread,
        signature=signature,
        signer=signer,
        anchor=_anchor(signer, [*signed.certificates, *found]),
    )


def _certificates(held: Node) -> tuple[list[Certificate], int]:
    found: dict[str, Certificate] = {}
    unread = 0
    for node in held.parts():
        try:
            one = certificate.of_node(node)
        except DerError:
            # One odd certificate among hundreds does not cost the others; it is counted and told.
            unread += 1
        else:
            found[one.fingerprint] = one
    return list(found.values()), unread


def _anchor(signer: Certificate | None, held: list[Certificate]) -> Certificate | None:
    if signer is None:
        return None
    named = [one for one in held if one.subject == signer.issuer and one.is_authority]
    return next((one for one in named if signer.is_signed_by(one)), None)
