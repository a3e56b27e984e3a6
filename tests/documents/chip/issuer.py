"""An invented State that signs chips, so that every result can fail: its keys live for one run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from tests.documents.mrz import specimen

SHA256 = "2.16.840.1.101.3.4.2.1"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
RSA_SHA256, PSS = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"
SINCE, UNTIL = datetime(2010, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def tlv(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    head = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3, "big")
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + head + body


def oid(dotted: str) -> bytes:
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    out = b""
    for arc in (40 * first + second, *rest):
        chunk = bytes([arc & 127])
        while arc := arc >> 7:
            chunk = bytes([arc & 127 | 128]) + chunk
        out += chunk
    return tlv(0x06, out)


def algorithm(dotted: str, *parameters: bytes) -> bytes:
    return tlv(0x30, oid(dotted), *parameters)


@dataclass(frozen=True)
class Authority:
    key: Any
    certificate: x509.Certificate

    @property
    def raw(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def named(common: str, country: str = "UT") -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, country), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def certified(
    subject: str,
    key: Any,
    by: Authority | None = None,
    *,
    country: str = "UT",
    key_ids: bool = True,
    serial: int = 7,
) -> Authority:
    issuer = by.certificate.subject if by else named(subject, country)
    signing = by.key if by else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject, country))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    if key_ids:
        own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
        builder = builder.add_extension(own, critical=False).add_extension(theirs, critical=False)
    return Authority(key, builder.sign(signing, hashes.SHA256()))


@cache
def elliptic(label: str) -> ec.EllipticCurvePrivateKey:
    assert label
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rivest(label: str) -> rsa.RSAPrivateKey:
    assert label
    return rsa.generate_private_key(65537, 2048)


@cache
def country() -> Authority:
    return certified("CSCA Utopia", elliptic("country"), serial=1)


@cache
def stranger() -> Authority:
    """Another authority of the same name: a key that no list holds."""
    return certified("CSCA Utopia", elliptic("stranger"))


@cache
def signer() -> Authority:
    return certified("Document signer", elliptic("signer"), country())


def group_1(zone: str = specimen.TD3) -> bytes:
    return tlv(0x61, tlv(0x5F1F, zone.replace("\n", "").encode()))


def group_2() -> bytes:
    return tlv(0x75, b"\x7f\x61\x03\x02\x01\x01")


def security_list(groups: dict[int, bytes], digest: str = SHA256) -> bytes:
    hashed = [
        tlv(0x30, tlv(2, bytes([n])), tlv(4, hashlib.sha256(data).digest())) for n, data in groups.items()
    ]
    return tlv(0x30, tlv(2, b"\0"), algorithm(digest), tlv(0x30, *hashed))


def signature(by: Authority, signed: bytes) -> tuple[bytes, bytes]:
    """Algorithm and value."""
    if isinstance(by.key, rsa.RSAPrivateKey):
        fields = tlv(0x30, tlv(0xA0, algorithm(SHA256)), tlv(0xA2, tlv(2, b"\x20")))
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return algorithm(PSS, fields), by.key.sign(signed, pss, hashes.SHA256())
    return algorithm(ECDSA_SHA256), by.key.sign(signed, ec.ECDSA(hashes.SHA256()))


def cms(
    content: bytes,
    by: Authority,
    *,
    kind: str = "2.23.136.1.1.1",
    attributes: bool = True,
    held: tuple[bytes, ...] | None = None,
    by_key_id: bool = False,
) -> bytes:
    """A signed object; `attributes` false signs the content itself."""
    signed = b""
    if attributes:
        signed = tlv(0x30, oid("1.2.840.113549.1.9.3"), tlv(0x31, oid(kind))) + tlv(
            0x30, oid("1.2.840.113549.1.9.4"), tlv(0x31, tlv(4, hashlib.sha256(content).digest()))
        )
    made_by, value = signature(by, tlv(0x31, signed) if attributes else content)
    one = by.certificate
    identity = tlv(0x30, one.issuer.public_bytes(), tlv(2, one.serial_number.to_bytes(1, "big")))
    if by_key_id:
        identity = tlv(0x80, one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest)
    info = tlv(
        0x30,
        tlv(2, b"\1"),
        identity,
        algorithm(SHA256),
        *([tlv(0xA0, signed)] if attributes else []),
        made_by,
        tlv(4, value),
    )
    body = tlv(
        0x30,
        tlv(2, b"\3"),
        tlv(0x31, algorithm(SHA256)),
        tlv(0x30, oid(kind), tlv(0xA0, tlv(4, content))),
        tlv(0xA0, *((by.raw,) if held is None else held)),
        tlv(0x31, info),
    )
    return tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, body))


def groups() -> dict[int, bytes]:
    return {1: group_1(), 2: group_2()}


@cache
def sod() -> bytes:
    return tlv(0x77, cms(security_list(groups()), signer()))


def master_list(*certificates: bytes, by: Authority, held: tuple[bytes, ...] | None = None) -> bytes:
    content = tlv(0x30, tlv(2, b"\0"), tlv(0x31, *certificates))
    return cms(content, by, kind="2.23.136.1.1.2", held=held)


def revocations(
    *withdrawn: Authority, by: Authority | None = None, since: datetime = SINCE, until: datetime = UNTIL
) -> bytes:
    """What the authority withdrew."""
    issuing = by or country()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuing.certificate.subject)
        .last_update(since)
        .next_update(until)
    )
    for one in withdrawn:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(since).build())
    return builder.sign(issuing.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
