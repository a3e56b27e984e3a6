"""A list of certificates as one file holds it, and whether what is trusted already vouches for it.

A country's master list, ICAO's export of all of them, a State's list of
services, or certificates as they are: each is recognised by how it begins.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.documents.chip import certificate, master_list
from passerelle.documents.chip.der import SEQUENCE, DerError
from passerelle.documents.outcome import Outcome
from passerelle.documents.trust import bundle, ldif, service_list
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.master_list import MasterList
    from passerelle.documents.chip.trust_store import TrustStore

LARGEST = 1 << 26
MASTER_LISTS = frozenset({"pkdmasterlistcontent", "cscamasterlistdata"})
CERTIFICATES = frozenset({"usercertificate", "cacertificate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustList:
    """What one file holds."""

    digest: str  # SHA-256 of the file
    certificates: tuple[Certificate, ...]  # each once
    unread: int = 0  # certificates and lists within that could not be read, and were left out
    dated: date | None = None  # as the file says, where it does
    signed: tuple[MasterList, ...] = ()  # the master lists within, each with a signature that agrees
    services: bool = False  # it is a State's list of services

    @property
    def told(self) -> str:
        """What is known of the file's own signature, for whoever imports it."""
        if self.signed:
            return f"{len(self.signed)} master lists within, each with a signature that agrees"
        if self.services:
            return "its XML signature was not looked at: the fingerprint stands for it"
        return "the file has no signature of its own"

    @property
    def fingerprints(self) -> frozenset[str]:
        """What a person may compare out of band: of the file, or of the one authority that signed it."""
        anchors = {one.anchor.fingerprint for one in self.signed if one.anchor is not None}
        return frozenset({self.digest, *(anchors if len(self.signed) == 1 else ())})

    def is_vouched_for(self, trusted: TrustStore) -> bool:
        """True when an authority trusted before signed the list, or each certificate that no list signs."""
        if not self.signed:
            return all(_is_known(one, trusted) for one in self.certificates)
        within = {held.fingerprint for one in self.signed for held in one.certificates}
        bare = [one for one in self.certificates if one.fingerprint not in within]
        return all(one.chain(trusted).outcome is Outcome.CONSISTENT for one in self.signed) and all(
            _is_known(one, trusted) for one in bare
        )


def read(data: bytes, kind: ListKind) -> TrustList:
    """The list; raises UnreadableDocumentError where the file holds none of this kind."""
    if not data or len(data) > LARGEST:
        raise UnreadableDocumentError("the list", "it is empty or larger than any list")
    found = _read(data, kind)
    if not found.certificates and (found.unread or found.dated is None):
        # A newer file replaces an older one whole: one of which nothing could be read would empty the list.
        # A list of services that are all withdrawn is read, and truly empty.
        raise UnreadableDocumentError("the list", "no certificate in it can be read")
    return found


def _read(data: bytes, kind: ListKind) -> TrustList:
    digest = hashlib.sha256(data).hexdigest()
    if service_list.is_service_list(data):
        if kind is not ListKind.SERVICES:
            raise UnreadableDocumentError(
                "the list", f"it is a list of services, which are {ListKind.SERVICES}"
            )
        found, unread, dated = service_list.read(data)
        return TrustList(digest=digest, certificates=_once(found), unread=unread, dated=dated, services=True)
    if ldif.is_ldif(data):
        return _directory(data, digest)
    if kind is ListKind.AUTHORITIES and data[0] == SEQUENCE and master_list.is_one(data):
        one = master_list.read(data)
        _require_signed(one)
        return TrustList(digest=digest, certificates=one.certificates, unread=one.unread, signed=(one,))
    found, unread = bundle.certificates(data)
    return TrustList(digest=digest, certificates=_once(found), unread=unread)


def _directory(data: bytes, digest: str) -> TrustList:
    signed: list[MasterList] = []
    found: list[Certificate] = []
    unread = 0
    for name, value in ldif.values(data):
        try:
            if name in MASTER_LISTS:
                one = master_list.read(value)
                _require_signed(one)
                signed.append(one)
                found += one.certificates
                unread += one.unread
            elif name in CERTIFICATES:
                found.append(certificate.read(value))
        except UnreadableDocumentError:
            # One State's list that does not agree with itself does not cost the others; it is told.
            unread += 1
    if not found:
        raise UnreadableDocumentError("the list", "it holds no certificate")
    return TrustList(digest=digest, certificates=_once(found), unread=unread, signed=tuple(signed))


def _require_signed(one: MasterList) -> None:
    if one.signature.outcome is not Outcome.CONSISTENT:
        raise DerError(f"its own signature is {one.signature.outcome}: {one.signature.why}")


def _is_known(one: Certificate, trusted: TrustStore) -> bool:
    return one.fingerprint in trusted.authorities or trusted.chain(one)[0].outcome is Outcome.CONSISTENT


def _once(found: Iterable[Certificate]) -> tuple[Certificate, ...]:
    return tuple({one.fingerprint: one for one in found}.values())
