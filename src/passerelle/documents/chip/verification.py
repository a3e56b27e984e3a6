"""A chip checked: each result apart, none of them a verdict (ICAO Doc 9303 part 11 section 5.1).

1. signature: the document signer signed the list of hashes.
2. chain: an imported country authority signed the document signer.
3. dates: the day of the check lies within the signer's certificate.
4. revocation: a list that was given does not withdraw the document signer.
5. DG1 to DG16: the file read has the hash that was signed.
6. issuer: the authority's country is the one in the zone of the chip.

Together they say that the data are the issuer's. They say nothing about the
holder, and cannot tell a chip from its copy.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes

from passerelle.core.values import country
from passerelle.documents.chip import data_group, security_object, signed_data
from passerelle.documents.chip.der import DerError
from passerelle.documents.outcome import Finding, Outcome
from passerelle.documents.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from passerelle.documents.chip.certificate import Certificate
    from passerelle.documents.chip.security_object import SecurityObject
    from passerelle.documents.chip.trust_store import TrustStore

DATES, HASHES, ISSUER = "dates", "hashes", "issuer"
NO_LIST = "the list of hashes cannot be read: %(why)s"
ISSUER_IN_ZONE = slice(2, 5)
WRITTEN = {"KS": "RKS"}  # as the authority of Kosovo writes it in its certificates


def verify(sod: bytes, groups: Mapping[int, bytes], trusted: TrustStore, today: date) -> tuple[Finding, ...]:
    """Every result about EF.SOD and the files of the groups; raises DerError where EF.SOD is none."""
    read = security_object.read(sod)
    # 1. Who signed (RFC 5652 section 5.6).
    signature, signer = signed_data.verified(read.data)
    # 2. Who signed the signer.
    chain, authority = _chain(signer, trusted)
    # 3. When.
    found = [signature, chain, _dates(signer, today)]
    # 4. Whether its authority withdrew it since.
    found.append(trusted.revocation(signer, authority, today))
    # 5. What was signed.
    if read.fault:
        found.append(Finding(HASHES, Outcome.NOT_VERIFIABLE, said(NO_LIST, why=read.fault)))
    found += [_group(read, number, groups.get(number)) for number in sorted({*read.groups, *groups})]
    # 6. For whom.
    if 1 in groups:
        found.append(_issuer(groups[1], authority))
    return tuple(found)


def _chain(signer: Certificate | None, trusted: TrustStore) -> tuple[Finding, Certificate | None]:
    if signer is None:
        why = "the chip does not hold the certificate of its signer"
        return Finding("chain", Outcome.NOT_VERIFIABLE, why), None
    return trusted.chain(signer)


def _dates(signer: Certificate | None, today: date) -> Finding:
    if signer is None:
        return Finding(DATES, Outcome.NOT_VERIFIABLE, "the signer's certificate is absent")
    noon = datetime.combine(today, time(12), UTC)
    if signer.since <= noon <= signer.until:
        return Finding(DATES, Outcome.CONSISTENT, "the day of the check lies within the signer's certificate")
    first, last = signer.since.date().isoformat(), signer.until.date().isoformat()
    form = "the signer's certificate holds from %(first)s to %(last)s, and not on the day of the check"
    why = said(form, first=first, last=last)
    return Finding(DATES, Outcome.NOT_CONSISTENT, why)


def _group(read: SecurityObject, number: int, data: bytes | None) -> Finding:
    label, signed = f"DG{number}", read.groups.get(number)
    if read.fault:
        return Finding(label, Outcome.NOT_VERIFIABLE, "the list of hashes cannot be read")
    if signed is None:
        return Finding(label, Outcome.NOT_CONSISTENT, "the file has no hash among those that were signed")
    if data is None:
        return Finding(label, Outcome.NOT_VERIFIABLE, "the file was not read from the chip")
    if read.digest is None:
        return Finding(label, Outcome.NOT_VERIFIABLE, "its hash is of a kind that is not known here")
    return Finding(label, *_hashed(data, signed, read.digest))


def _hashed(data: bytes, signed: bytes, digest: hashes.HashAlgorithm) -> tuple[Outcome, str]:
    computed = hashes.Hash(digest)
    try:
        computed.update(data_group.content(data))
    except DerError as error:
        return Outcome.NOT_VERIFIABLE, said("the file is no data group: %(why)s", why=error.reason)
    if computed.finalize() == signed:
        return Outcome.CONSISTENT, "the file has the hash that was signed"
    return Outcome.NOT_CONSISTENT, "the file has not the hash that was signed"


def _issuer(group: bytes, authority: Certificate | None) -> Finding:
    try:
        printed = data_group.zone(group)[ISSUER_IN_ZONE].rstrip("<")
    except DerError as error:
        return Finding(ISSUER, Outcome.NOT_VERIFIABLE, error.reason)
    if authority is None or not authority.country:
        return Finding(ISSUER, Outcome.NOT_VERIFIABLE, "no imported authority is known to have signed")
    theirs, signed_by = (
        country.normal(printed),
        country.normal(WRITTEN.get(authority.country, authority.country)),
    )
    if theirs is None or signed_by is None:
        # Organisations write codes that are in no list of countries, such as EU for EUE.
        same = printed[:2] == authority.country
        outcome = Outcome.CONSISTENT if same else Outcome.NOT_VERIFIABLE
        return Finding(ISSUER, outcome, "one of the two codes is in no list of countries")
    if theirs == signed_by:
        return Finding(ISSUER, Outcome.CONSISTENT, "the authority is of the State in the zone of the chip")
    return Finding(ISSUER, Outcome.NOT_CONSISTENT, "the authority is of another State than the zone names")
