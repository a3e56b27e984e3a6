from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from tests.documents.chip.issuer import elliptic, oid, rivest, tlv

from passerelle.documents.chip.algorithm import Kind
from passerelle.documents.chip.curve import CURVES, GENERATORS
from passerelle.documents.chip.der import DerError, whole
from passerelle.documents.chip.public_key import PublicKey, encoded, read, verifies

SHA = hashes.SHA256()


def spki(key: Any) -> bytes:
    return bytes(
        key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def of(data: bytes) -> PublicKey | None:
    return read(whole(data, 10_000))


def written_out(
    key: ec.EllipticCurvePrivateKey, *, generator: tuple[int, int] | None = None, cofactor: bool = True
) -> bytes:
    """A key with the parameters of its curve in place of the name."""
    curve = type(key.curve)
    prime, a, b, order = next(numbers for numbers, one in CURVES.items() if one is curve)
    size = (prime.bit_length() + 7) // 8
    x, y = generator or GENERATORS[curve]

    def number(value: int) -> bytes:
        return tlv(2, b"\0" + value.to_bytes(size, "big"))

    def octets(*values: int, lead: bytes = b"") -> bytes:
        return tlv(4, lead + b"".join(value.to_bytes(size, "big") for value in values))

    parameters = tlv(
        0x30,
        tlv(2, b"\1"),
        tlv(0x30, oid("1.2.840.10045.1.1"), number(prime)),
        tlv(0x30, octets(a), octets(b)),
        octets(x, y, lead=b"\4"),
        number(order),
        *([tlv(2, b"\1")] if cofactor else []),
    )
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return tlv(0x30, tlv(0x30, oid("1.2.840.10045.2.1"), parameters), tlv(3, b"\0" + point))


@pytest.mark.parametrize("curve", CURVES.values(), ids=lambda one: one.name)
def test_a_curve_is_known_by_name_and_by_its_parameters(curve: type[ec.EllipticCurve]) -> None:
    key = ec.generate_private_key(curve())
    expected = key.public_key().public_numbers()
    for data in (spki(key), written_out(key), written_out(key, cofactor=False)):
        found = of(data)
        assert isinstance(found, ec.EllipticCurvePublicKey)
        assert found.public_numbers() == expected


def test_a_generator_of_ones_own_choosing_is_refused() -> None:
    key = elliptic("signer")
    chosen = key.public_key().public_numbers()
    assert of(written_out(key, generator=(chosen.x, chosen.y))) is None


def test_an_unknown_curve_or_kind_is_no_key_and_no_error() -> None:
    assert of(spki(ed25519.Ed25519PrivateKey.generate())) is None
    point = tlv(3, b"\0\4" + bytes(64))
    assert of(tlv(0x30, tlv(0x30, oid("1.2.840.10045.2.1"), oid("1.3.36.3.3.2.8.1.1.9")), point)) is None
    assert of(tlv(0x30, tlv(0x30, oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")), point)) is None


def test_a_modulus_without_its_leading_zero_is_read() -> None:
    numbers = rivest("signer").public_key().public_numbers()
    body = tlv(0x30, tlv(2, numbers.n.to_bytes(256, "big")), tlv(2, b"\1\0\1"))
    found = of(tlv(0x30, tlv(0x30, oid("1.2.840.113549.1.1.1")), tlv(3, b"\0" + body)))
    assert isinstance(found, rsa.RSAPublicKey)
    assert found.public_numbers() == numbers


def test_a_key_too_small_to_prove_anything_is_not_used() -> None:
    body = tlv(0x30, tlv(2, b"\0" + b"\xff" * 64), tlv(2, b"\1\0\1"))
    assert of(tlv(0x30, tlv(0x30, oid("1.2.840.113549.1.1.1")), tlv(3, b"\0" + body))) is None


@pytest.mark.parametrize("data", [tlv(0x30), tlv(0x30, tlv(0x30), tlv(3, b"\0"))], ids=["empty", "no-kind"])
def test_what_is_no_key_is_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        of(data)


def test_signatures_of_each_kind_verify_and_one_changed_byte_does_not() -> None:
    key, other = elliptic("signer"), rivest("signer")
    der = key.sign(b"signed", ec.ECDSA(SHA))
    r, s = decode_dss_signature(der)
    plain = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    pss = other.sign(b"signed", padding.PSS(padding.MGF1(SHA), 32), SHA)
    cases: list[tuple[PublicKey, Kind, bytes]] = [
        (key.public_key(), Kind.ECDSA, der),
        (key.public_key(), Kind.ECDSA_PLAIN, plain),
        (other.public_key(), Kind.RSA, other.sign(b"signed", padding.PKCS1v15(), SHA)),
        (other.public_key(), Kind.PSS, pss),
    ]
    for public, kind, signature in cases:
        assert verifies(public, kind, SHA, signature, b"signed")
        assert not verifies(public, kind, SHA, signature, b"Signed")
        assert not verifies(public, kind, SHA, signature[:-1] + bytes([signature[-1] ^ 1]), b"signed")
        for another in set(Kind) - {kind}:
            assert not verifies(public, another, SHA, signature, b"signed")


def test_a_signature_of_an_odd_size_has_no_two_halves() -> None:
    with pytest.raises(ValueError, match="halves"):
        encoded(b"abc")
    assert not verifies(elliptic("signer").public_key(), Kind.ECDSA_PLAIN, SHA, b"abc", b"signed")


def test_an_exponent_that_looks_negative_is_read_as_it_is_meant() -> None:
    numbers = tlv(0x30, tlv(2, b"\x00" + b"\xff" * 256), tlv(2, b"\xff\x01\x01"))
    key = of(tlv(0x30, tlv(0x30, oid("1.2.840.113549.1.1.1")), tlv(3, b"\0" + numbers)))
    assert isinstance(key, rsa.RSAPublicKey)
    assert key.public_numbers().e == 0xFF0101
