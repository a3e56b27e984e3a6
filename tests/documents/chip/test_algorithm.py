from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from tests.documents.chip.issuer import PSS, SHA256, algorithm, tlv

from passerelle.documents.chip.algorithm import Kind, hash_of, signature_of
from passerelle.documents.chip.der import Node, whole


def node(data: bytes) -> Node:
    return whole(data, 1000)


def test_a_hash_is_named_or_unknown() -> None:
    assert isinstance(hash_of(node(algorithm(SHA256))), hashes.SHA256)
    assert hash_of(node(algorithm("1.2.840.113549.2.5"))) is None
    assert hash_of(node(tlv(0x30))) is None


@pytest.mark.parametrize(
    ("dotted", "kind", "name"),
    [
        ("1.2.840.113549.1.1.11", Kind.RSA, "sha256"),
        ("1.2.840.113549.1.1.5", Kind.RSA, "sha1"),
        ("1.2.840.10045.4.3.3", Kind.ECDSA, "sha384"),
        ("0.4.0.127.0.7.1.1.4.1.3", Kind.ECDSA_PLAIN, "sha256"),
        ("1.2.840.113549.1.1.1", Kind.RSA, "sha512"),
        ("1.2.840.10045.2.1", Kind.ECDSA, "sha512"),
    ],
)
def test_a_signature_names_its_kind_and_hash_or_takes_the_one_beside_it(
    dotted: str, kind: Kind, name: str
) -> None:
    found = signature_of(node(algorithm(dotted)), hashes.SHA512())
    assert found
    assert (found[0], found[1].name) == (kind, name)


def test_a_signature_without_any_hash_is_unknown() -> None:
    assert signature_of(node(algorithm("1.2.840.113549.1.1.1")), None) is None
    assert signature_of(node(algorithm("1.2.3")), hashes.SHA256()) is None
    assert signature_of(node(tlv(0x30)), hashes.SHA256()) is None


def test_pss_names_its_hash_in_its_parameters_and_is_sha_1_without() -> None:
    named = signature_of(node(algorithm(PSS, tlv(0x30, tlv(0xA0, algorithm(SHA256))))), None)
    bare = signature_of(node(algorithm(PSS)), hashes.SHA512())
    assert named
    assert bare
    assert (named[0], named[1].name) == (Kind.PSS, "sha256")
    assert bare[1].name == "sha1"
    assert signature_of(node(algorithm(PSS, tlv(0x30, tlv(0xA0, algorithm("1.2.3"))))), None) is None
