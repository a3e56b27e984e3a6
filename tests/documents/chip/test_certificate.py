from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip.issuer import SINCE, UNTIL, certified, country, elliptic, oid, signer, stranger, tlv

from passerelle.documents.chip.certificate import name, read
from passerelle.documents.chip.der import DerError, whole
from passerelle.documents.unreadable import UnreadableDocumentError


def test_what_the_chain_needs_is_read() -> None:
    found = read(signer().raw)
    assert (found.since, found.until) == (SINCE, UNTIL)
    assert found.country == "UT"
    assert found.serial == b"\7"
    assert found.authority_key_id == read(country().raw).key_id
    assert found.key_id
    assert found.key is not None
    assert not found.is_authority
    assert not found.is_self_issued
    assert len(found.fingerprint) == 64


def test_an_authority_is_told_from_a_signer() -> None:
    found = read(country().raw)
    assert found.is_authority
    assert found.is_self_issued
    assert found.is_signed_by(found) is True


def test_only_the_key_that_signed_has_signed() -> None:
    assert read(signer().raw).is_signed_by(read(country().raw)) is True
    assert read(signer().raw).is_signed_by(read(stranger().raw)) is False


def test_identifiers_may_be_absent() -> None:
    found = read(certified("Old signer", elliptic("signer"), country(), key_ids=False).raw)
    assert found.key_id == found.authority_key_id == b""


def test_spellings_of_one_name_are_equal() -> None:
    def spelt(tag: int, text: bytes) -> bytes:
        return tlv(0x30, tlv(0x31, tlv(0x30, oid("2.5.4.3"), tlv(tag, text))))

    spellings = [
        spelt(0x13, b"CSCA Utopia"),
        spelt(0x0C, b"csca  UTOPIA "),
        spelt(0x1E, "CSCA Utopia".encode("utf-16-be")),
    ]
    assert len({name(whole(one, 1000)) for one in spellings}) == 1
    assert name(whole(spelt(0x13, b"CSCA Other"), 1000)) != name(whole(spellings[0], 1000))


@pytest.mark.parametrize(
    ("written", "year"),
    [(b"491231235959Z", 2049), (b"500101000000Z", 1950), (b"1001010000Z", 2010)],
    ids=["this-century", "the-last", "without-seconds"],
)
def test_two_digits_of_a_year_and_missing_seconds_are_read(written: bytes, year: int) -> None:
    raw = signer().raw.replace(b"\x17\x0d100101000000Z", tlv(0x17, written).ljust(15, b"\0")[: 2 + 13])
    if len(written) == 13:
        assert read(raw).since.year == year
    else:
        assert datetime(year, 1, 1, tzinfo=UTC) == SINCE


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(DerError, match="date"):
        read(signer().raw.replace(b"100101000000Z", b"101301000000Z"))


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused(place: int, value: int) -> None:
    raw = bytearray(signer().raw)
    raw[place % len(raw)] = value
    try:
        found = read(bytes(raw))
        found.is_signed_by(read(country().raw))
    except UnreadableDocumentError:
        pass
