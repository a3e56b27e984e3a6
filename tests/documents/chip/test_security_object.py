from __future__ import annotations

import hashlib

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.security_object import SecurityObject, read


def of(content: bytes, kind: str = "2.23.136.1.1.1") -> SecurityObject:
    return read(issuer.cms(content, issuer.signer(), kind=kind))


def test_hashes_are_read_with_and_without_the_tag_of_the_file() -> None:
    expected = {number: hashlib.sha256(data).digest() for number, data in issuer.groups().items()}
    assert read(issuer.sod()).groups == expected
    assert of(issuer.security_list(issuer.groups())).groups == expected


@pytest.mark.parametrize(
    "kind", ["1.2.528.1.1006.1.20.1", "1.2.840.113549.1.7.1"], ids=["draft", "plain-data"]
)
def test_the_types_that_chips_of_the_world_name_are_read(kind: str) -> None:
    assert of(issuer.security_list(issuer.groups()), kind).fault == ""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(issuer.security_list(issuer.groups()), "2.23.136.1.1.2", id="another-type"),
        pytest.param(issuer.security_list({17: b""}), "2.23.136.1.1.1", id="no-such-group"),
        pytest.param(issuer.tlv(0x30, issuer.tlv(2, b"\0")), "2.23.136.1.1.1", id="incomplete"),
        pytest.param(b"\x30\x10", "2.23.136.1.1.1", id="cut-short"),
    ],
)
def test_a_list_that_cannot_be_read_is_a_fault_and_not_the_end(content: bytes, kind: str) -> None:
    found = of(content, kind)
    assert found.fault
    assert found.groups == {}
    assert found.data.signers


def test_a_group_named_twice_is_a_fault() -> None:
    one = issuer.tlv(0x30, issuer.tlv(2, b"\1"), issuer.tlv(4, bytes(32)))
    content = issuer.tlv(
        0x30, issuer.tlv(2, b"\0"), issuer.algorithm(issuer.SHA256), issuer.tlv(0x30, one, one)
    )
    assert "twice" in of(content).fault


def test_an_unknown_hash_is_none() -> None:
    assert of(issuer.security_list(issuer.groups(), "1.2.3")).digest is None
