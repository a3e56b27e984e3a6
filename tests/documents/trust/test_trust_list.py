"""Lists as publishers give them, made for one run, and who vouches for each."""

from __future__ import annotations

import base64
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip import issuer
from tests.documents.trust import publisher

from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.trust_store import store
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.trust.trust_list import read
from passerelle.documents.unreadable import UnreadableDocumentError

COUNTRY, SIGNER, STRANGER = issuer.country().raw, issuer.signer().raw, issuer.stranger().raw
MASTER = issuer.master_list(COUNTRY, STRANGER, by=issuer.signer())
TRUSTED = store([certificate(COUNTRY)])
AUTHORITIES, SIGNERS = ListKind.AUTHORITIES, ListKind.DOC_SIGNERS


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        pytest.param(MASTER, AUTHORITIES, {COUNTRY, STRANGER}, id="master-list"),
        pytest.param(publisher.ldif(master=[MASTER]), AUTHORITIES, {COUNTRY, STRANGER}, id="ldif-of-lists"),
        pytest.param(publisher.ldif(one=[COUNTRY, SIGNER]), SIGNERS, {COUNTRY, SIGNER}, id="ldif"),
        pytest.param(publisher.pem(COUNTRY, SIGNER), SIGNERS, {COUNTRY, SIGNER}, id="pem"),
        pytest.param(COUNTRY + SIGNER, SIGNERS, {COUNTRY, SIGNER}, id="der-after-der"),
        pytest.param(COUNTRY, AUTHORITIES, {COUNTRY}, id="one-certificate"),
        pytest.param(publisher.parts(COUNTRY, SIGNER), SIGNERS, {COUNTRY, SIGNER}, id="parts-of-an-answer"),
        pytest.param(publisher.services(COUNTRY), ListKind.SERVICES, {COUNTRY}, id="services"),
    ],
)
def test_each_form_of_a_list_gives_its_certificates(
    data: bytes, kind: ListKind, expected: set[bytes]
) -> None:
    found = read(data, kind)
    assert {one.raw for one in found.certificates} == expected
    assert found.unread == 0


def test_a_list_that_a_trusted_authority_signed_is_vouched_for_and_another_is_not() -> None:
    found = read(MASTER, AUTHORITIES)
    assert found.is_vouched_for(TRUSTED)
    assert not found.is_vouched_for(store([]))
    assert not found.is_vouched_for(store([certificate(STRANGER)]))


def test_an_export_is_vouched_for_only_where_everything_in_it_is() -> None:
    assert read(publisher.ldif(master=[MASTER]), AUTHORITIES).is_vouched_for(TRUSTED)
    assert read(publisher.ldif(master=[MASTER], one=[SIGNER]), AUTHORITIES).is_vouched_for(TRUSTED)
    other = issuer.certified("CSCA Elsewhere", issuer.elliptic("elsewhere"), country="XX").raw
    assert not read(publisher.ldif(master=[MASTER], one=[other]), AUTHORITIES).is_vouched_for(TRUSTED)


def test_signers_are_vouched_for_by_the_authority_that_certified_each() -> None:
    assert read(publisher.pem(SIGNER), SIGNERS).is_vouched_for(TRUSTED)
    assert not read(publisher.pem(SIGNER, STRANGER), SIGNERS).is_vouched_for(TRUSTED)


def test_a_person_compares_the_file_or_the_authority_that_signed_it() -> None:
    found = read(MASTER, AUTHORITIES)
    assert found.fingerprints == {found.digest, certificate(COUNTRY).fingerprint}
    two = read(
        publisher.ldif(master=[MASTER, issuer.master_list(STRANGER, by=issuer.stranger())]), AUTHORITIES
    )
    assert two.fingerprints == {two.digest}


def test_a_changed_list_is_refused_and_in_an_export_left_out_alone() -> None:
    changed = MASTER[:-4] + bytes([MASTER[-4] ^ 1]) + MASTER[-3:]
    with pytest.raises(UnreadableDocumentError, match="not consistent"):
        read(changed, AUTHORITIES)
    found = read(publisher.ldif(master=[changed, MASTER]), AUTHORITIES)
    assert (len(found.certificates), found.unread) == (2, 1)


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (publisher.services(COUNTRY), ListKind.SERVICES, "XML signature was not looked at"),
        (publisher.pem(COUNTRY), AUTHORITIES, "no signature of its own"),
        (
            publisher.ldif(master=[issuer.master_list(COUNTRY, by=issuer.country())]),
            AUTHORITIES,
            "1 master list",
        ),
    ],
    ids=["services", "certificates", "directory"],
)
def test_what_is_known_of_the_signature_of_a_file_is_told(data: bytes, kind: ListKind, told: str) -> None:
    assert told in read(data, kind).told


def test_a_service_that_is_no_longer_in_force_is_left_out() -> None:
    found = read(publisher.services(COUNTRY) + b"\n", ListKind.SERVICES)
    assert found.dated == date(2026, 2, 1)
    with_old = publisher.services(COUNTRY).replace(b"Svcstatus/inaccord", b"Svcstatus/withdrawn")
    assert read(with_old, ListKind.SERVICES).certificates == ()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", AUTHORITIES),
        (b"\x30\x80", AUTHORITIES),
        (b"text", SIGNERS),
        (publisher.services(COUNTRY), AUTHORITIES),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", ListKind.SERVICES),
        (b"<a/>", ListKind.SERVICES),
        (b"dn: cn=x\nuserCertificate;binary:: ***\n", SIGNERS),
        (b"dn: cn=x\n", SIGNERS),
        (b"-----BEGIN CERTIFICATE-----\n-----", SIGNERS),
    ],
    ids=["nothing", "cut", "text", "other-kind", "entities", "other-xml", "no-base64", "no-value", "cut-pem"],
)
def test_what_is_no_list_is_refused_with_a_reason(data: bytes, kind: ListKind) -> None:
    with pytest.raises(UnreadableDocumentError, match="cannot be read"):
        read(data, kind)


WHOLE = [MASTER, publisher.ldif(master=[MASTER]), publisher.pem(SIGNER), publisher.services(COUNTRY)]


@given(st.sampled_from(WHOLE), st.sampled_from(list(ListKind)), st.data())
def test_a_damaged_list_is_read_or_refused_and_never_breaks(
    data: bytes, kind: ListKind, draw: st.DataObject
) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    cut = draw.draw(st.booleans())
    damaged = data[:at] if cut else data[:at] + bytes([draw.draw(st.integers(0, 255))]) + data[at + 1 :]
    try:
        found = read(damaged, kind)
    except UnreadableDocumentError:
        return
    assert all(base64.b64encode(one.raw) for one in found.certificates)
