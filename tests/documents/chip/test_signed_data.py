from __future__ import annotations

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.der import DerError
from passerelle.documents.chip.signed_data import MOST_CERTIFICATES, read, verified
from passerelle.documents.outcome import Outcome

LARGEST = 1 << 17
CONTENT = issuer.security_list(issuer.groups())


def outcome(data: bytes) -> Outcome:
    return verified(read(data, LARGEST))[0].outcome


@pytest.mark.parametrize("attributes", [True, False], ids=["attributes", "content-itself"])
@pytest.mark.parametrize("by_key_id", [True, False], ids=["by-key-id", "by-name"])
def test_a_signature_is_consistent(attributes: bool, by_key_id: bool) -> None:
    data = issuer.cms(CONTENT, issuer.signer(), attributes=attributes, by_key_id=by_key_id)
    assert outcome(data) is Outcome.CONSISTENT


def test_an_rsa_pss_signature_is_consistent() -> None:
    by = issuer.certified("Signer", issuer.rivest("signer"), issuer.country())
    assert outcome(issuer.cms(CONTENT, by)) is Outcome.CONSISTENT


@pytest.mark.parametrize("attributes", [True, False], ids=["attributes", "content-itself"])
def test_a_changed_content_is_not_consistent(attributes: bool) -> None:
    data = issuer.cms(CONTENT, issuer.signer(), attributes=attributes)
    changed = data.replace(CONTENT[-8:], bytes(8))
    assert changed != data
    assert outcome(changed) is Outcome.NOT_CONSISTENT


def test_a_changed_signature_is_not_consistent() -> None:
    data = issuer.cms(CONTENT, issuer.signer())
    assert outcome(data[:-1] + bytes([data[-1] ^ 1])) is Outcome.NOT_CONSISTENT


def test_a_signature_of_another_key_is_not_consistent() -> None:
    other = issuer.Authority(issuer.elliptic("stranger"), issuer.signer().certificate)
    assert outcome(issuer.cms(CONTENT, other)) is Outcome.NOT_CONSISTENT


def test_a_type_that_was_not_signed_is_not_consistent() -> None:
    data = issuer.cms(CONTENT, issuer.signer())
    first = data.index(issuer.oid("2.23.136.1.1.1"))
    wrong = issuer.oid("2.23.136.1.1.2")
    assert outcome(data[:first] + wrong + data[first + len(wrong) :]) is Outcome.NOT_CONSISTENT


@pytest.mark.parametrize("held", [(), (issuer.country().raw,)], ids=["none", "another"])
def test_without_the_signers_certificate_nothing_is_verifiable(held: tuple[bytes, ...]) -> None:
    assert outcome(issuer.cms(CONTENT, issuer.signer(), held=held)) is Outcome.NOT_VERIFIABLE


def test_an_unknown_hash_is_not_verifiable() -> None:
    data = issuer.cms(CONTENT, issuer.signer())
    last = data.rindex(issuer.oid(issuer.SHA256))
    wrong = issuer.oid("2.16.840.1.101.3.4.2.99")
    assert outcome(data[:last] + wrong + data[last + len(wrong) :]) is Outcome.NOT_VERIFIABLE


def test_the_number_of_certificates_is_bounded() -> None:
    many = (issuer.signer().raw,) * (MOST_CERTIFICATES + 1)
    with pytest.raises(DerError, match="certificates"):
        read(issuer.cms(CONTENT, issuer.signer(), held=many), LARGEST)


@pytest.mark.parametrize(
    "data",
    [issuer.tlv(0x30), issuer.tlv(0x30, issuer.oid("1.2.3"), issuer.tlv(0xA0, b"\5\0")), issuer.signer().raw],
    ids=["empty", "another-type", "a-certificate"],
)
def test_what_is_no_signed_object_is_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        read(data, LARGEST)
