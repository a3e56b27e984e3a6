"""A revocation list: the serial numbers that an authority withdrew, and until when it speaks (RFC 5280).

It counts only where the authority that signed a certificate signed the list as
well. Without one, whether a certificate was withdrawn is not known, and is said
so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.chip import certificate, public_key
from passerelle.documents.chip.algorithm import signature_of
from passerelle.documents.chip.der import GENERALIZED_TIME, INTEGER, SEQUENCE, UTC_TIME, DerError, Node, whole
from passerelle.documents.outcome import Finding, Outcome
from passerelle.documents.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from passerelle.documents.chip.certificate import Certificate, Name

LARGEST = 1 << 22
REVOCATION = "revocation"
TIMES = frozenset({UTC_TIME, GENERALIZED_TIME})
NO_AUTHORITY = "who signed the signer's certificate is not known, so no revocation list speaks about it"
NO_LIST = "no revocation list of the authority was given: whether the certificate was withdrawn is not known"
WITHDRAWN = "the authority withdrew the signer's certificate"
TOO_OLD = "the certificate is not on the authority's revocation list, which ended on %(day)s"
NOT_ON_IT = "the certificate is not on the authority's revocation list of %(day)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """One list."""

    issuer: Name
    signed: bytes
    algorithm: Node
    signature: bytes
    since: date
    until: date | None
    serials: frozenset[bytes]

    def is_signed_by(self, authority: Certificate) -> bool:
        """Whether the authority's key made the list."""
        named = signature_of(self.algorithm, None)
        if named is None or authority.key is None:
            return False
        return public_key.verifies(authority.key, *named, self.signature, self.signed)


def read(data: bytes) -> RevocationList:
    """The list; raises DerError where it is none."""
    outer = whole(data, LARGEST).expect(SEQUENCE).parts()
    if len(outer) < 3:  # noqa: PLR2004 - what is signed, how, and the signature
        raise DerError("a revocation list is incomplete")
    fields = outer[0].expect(SEQUENCE).parts()
    fields = fields[1:] if fields and fields[0].tag == INTEGER else fields
    if len(fields) < 3 or fields[2].tag not in TIMES:  # noqa: PLR2004 - algorithm, issuer, day
        raise DerError("a revocation list is incomplete")
    later = fields[3:4] if len(fields) > 3 and fields[3].tag in TIMES else []  # noqa: PLR2004 - the next day
    rest = fields[3 + len(later) :]
    return RevocationList(
        issuer=certificate.name(fields[1]),
        signed=outer[0].raw,
        algorithm=outer[1],
        signature=outer[2].bits(),
        since=certificate.instant(fields[2]).date(),
        until=certificate.instant(later[0]).date() if later else None,
        serials=_serials(rest[0]) if rest and rest[0].tag == SEQUENCE else frozenset(),
    )


def finding(
    one: Certificate | None, authority: Certificate | None, lists: Iterable[RevocationList], today: date
) -> Finding:
    """Whether the authority withdrew the certificate, as far as the lists that were given tell."""
    if one is None or authority is None:
        return Finding(REVOCATION, Outcome.NOT_VERIFIABLE, NO_AUTHORITY)
    theirs = [held for held in lists if held.issuer == one.issuer and held.is_signed_by(authority)]
    if not theirs:
        return Finding(REVOCATION, Outcome.NOT_VERIFIABLE, NO_LIST)
    if any(one.serial in held.serials for held in theirs):
        return Finding(REVOCATION, Outcome.NOT_CONSISTENT, WITHDRAWN)
    newest = max(theirs, key=lambda held: held.since)
    if newest.until is not None and newest.until < today:
        return Finding(REVOCATION, Outcome.NOT_VERIFIABLE, said(TOO_OLD, day=newest.until.isoformat()))
    return Finding(REVOCATION, Outcome.CONSISTENT, said(NOT_ON_IT, day=newest.since.isoformat()))


def _serials(entries: Node) -> frozenset[bytes]:
    found = set()
    for entry in entries.parts():
        parts = entry.expect(SEQUENCE).parts()
        if not parts:
            raise DerError("an entry of a revocation list is empty")
        found.add(parts[0].expect(INTEGER).content)
    return frozenset(found)
