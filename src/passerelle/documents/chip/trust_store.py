"""The country signing certificates that were imported, and which of them a certificate answers to.

A certificate whose authority is not here is not verifiable. It is never said
to be wrong for that: no list of the world is complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from passerelle.documents.chip import revocation
from passerelle.documents.outcome import Finding, Outcome
from passerelle.documents.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from passerelle.documents.chip.certificate import Certificate, Name
    from passerelle.documents.chip.revocation import RevocationList

CHAIN = "chain"


@dataclass(frozen=True)
class TrustStore:
    """Certificates of authorities, each once."""

    authorities: frozenset[str]
    certificates: tuple[Certificate, ...]
    revocations: tuple[RevocationList, ...] = ()

    def revocation(self, one: Certificate | None, authority: Certificate | None, today: date) -> Finding:
        """Whether the authority withdrew the certificate, as far as the lists given tell."""
        return revocation.finding(one, authority, self.revocations, today)

    @cached_property
    def _by_key_id(self) -> dict[bytes, list[Certificate]]:
        found: dict[bytes, list[Certificate]] = {}
        for one in self.certificates:
            if one.key_id:
                found.setdefault(one.key_id, []).append(one)
        return found

    @cached_property
    def _by_name(self) -> dict[Name, list[Certificate]]:
        found: dict[Name, list[Certificate]] = {}
        for one in self.certificates:
            found.setdefault(one.subject, []).append(one)
        return found

    def chain(self, one: Certificate) -> tuple[Finding, Certificate | None]:
        """Whether an imported authority signed the certificate, and which."""
        named = self._by_key_id.get(one.authority_key_id, []) if one.authority_key_id else []
        candidates = [*named, *self._by_name.get(one.issuer, [])]
        answers = [(authority, one.is_signed_by(authority)) for authority in candidates]
        signed = next((authority for authority, answer in answers if answer), None)
        if signed is not None:
            return _signed(signed), signed
        return _unsigned(known=bool(candidates), refused=_refused(named, answers)), None


def store(certificates: Iterable[Certificate], revocations: Iterable[RevocationList] = ()) -> TrustStore:
    """A store of these certificates, each once, and of what their authorities withdrew."""
    found = {one.fingerprint: one for one in certificates}
    return TrustStore(frozenset(found), tuple(found.values()), tuple(revocations))


def _refused(named: list[Certificate], answers: list[tuple[Certificate, bool | None]]) -> bool:
    """True when the very key that the certificate names did not make its signature."""
    fingerprints = {one.fingerprint for one in named}
    return any(answer is False and one.fingerprint in fingerprints for one, answer in answers)


def _signed(authority: Certificate) -> Finding:
    country = authority.country or "no country"
    form = "an imported authority of %(country)s signed the certificate of the document signer"
    why = said(form, country=country)
    return Finding(CHAIN, Outcome.CONSISTENT, why)


def _unsigned(*, known: bool, refused: bool) -> Finding:
    if refused:
        why = "the authority that the certificate names did not sign it"
        return Finding(CHAIN, Outcome.NOT_CONSISTENT, why)
    if known:
        # The authority may have a newer key that no imported list holds yet.
        why = (
            "authorities of that name are imported, none of which signed the certificate: import a newer list"
        )
        return Finding(CHAIN, Outcome.NOT_VERIFIABLE, why)
    why = "the authority is on no imported list"
    return Finding(CHAIN, Outcome.NOT_VERIFIABLE, why)
