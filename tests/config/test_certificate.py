from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from passerelle.config.certificate import self_signed

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_certificate_belongs_to_its_key_and_is_signed_by_it() -> None:
    private, pem = self_signed(now=NOW)
    certificate = x509.load_pem_x509_certificate(pem)
    key = load_pem_private_key(private, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    spki = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert certificate.public_key().public_bytes(*spki) == key.public_key().public_bytes(*spki)
    certificate.verify_directly_issued_by(certificate)


def test_it_holds_from_the_day_before_for_ten_years() -> None:
    certificate = x509.load_pem_x509_certificate(self_signed(now=NOW)[1])
    assert certificate.not_valid_before_utc == NOW - timedelta(days=1)
    assert certificate.not_valid_after_utc == NOW + timedelta(days=3650)


def test_it_names_loopback_and_no_service_and_vouches_for_nobody() -> None:
    certificate = x509.load_pem_x509_certificate(self_signed(now=NOW)[1])
    assert certificate.subject.rfc4514_string() == "CN=passerelle node"
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_two_nodes_have_two_keys() -> None:
    assert self_signed(now=NOW)[0] != self_signed(now=NOW)[0]


def test_both_ends_of_a_connection_may_use_it() -> None:
    certificate = x509.load_pem_x509_certificate(self_signed(now=NOW)[1])
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {one.dotted_string for one in usage} == {
        ssl.Purpose.SERVER_AUTH.oid,
        ssl.Purpose.CLIENT_AUTH.oid,
    }
