from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.barcode import specimen

from passerelle.documents.barcode.key_list import key_list
from passerelle.documents.barcode.seal import LARGEST, read
from passerelle.documents.outcome import Outcome
from passerelle.documents.protection_flag import ProtectionFlag
from passerelle.documents.unreadable import UnreadableDocumentError

EACH = pytest.mark.parametrize(
    "data", [specimen.ARRIVAL, specimen.RESIDENCE, specimen.VISA], ids=["arrival", "residence", "visa"]
)


def test_the_example_of_an_arrival_attestation_is_read() -> None:
    seal = read(specimen.ARRIVAL)
    assert (seal.issuer, seal.signer, seal.reference) == ("D", "DETS", "00027")
    assert (seal.issued, seal.signed_on) == (date(2020, 1, 1), date(2020, 1, 13))
    assert seal.fields == {
        "zone": "MED<<MUSTERMANN<<ERIK<<<<<<<<<<<<<<<\nM0000000<4ALB0308212M1604128<<<<<<<2",
        "register": "160113000085",
    }
    assert seal.signature.hex().startswith("4a1f218c")
    assert len(seal.signature) == 64


def test_the_example_of_version_4_is_read() -> None:
    seal = read(specimen.RESIDENCE)
    assert (seal.signer, seal.reference) == ("DETS", "27")
    # The specification prints ARD beside these bytes, which say ATD.
    assert seal.fields == {
        "zone": "ATD<<RESIDORCE<<ROLAND<<<<<<<<<<<<<<\n6525845096USA7008038M2201018<<<<<<06",
        "passport": "UFO001979",
    }


def test_the_example_of_a_visa_is_read() -> None:
    seal = read(specimen.VISA)
    assert (seal.signer, seal.reference, seal.signed_on) == ("DETS", "32", date(2021, 12, 3))
    assert seal.fields == {
        "zone": "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<\n1234567XY7GBR5203116M2005250<<<<<<<<",
        "stay": "a00000",
        "passport": "47110815P",
    }
    assert len(seal.signature) == 56


def test_the_seal_of_an_applicant_for_asylum_sets_the_flag_and_a_visa_does_not() -> None:
    assert read(specimen.ARRIVAL).protection is ProtectionFlag.CERTIFICATE
    assert read(specimen.VISA).protection is None


def test_a_signer_on_no_list_is_not_verifiable() -> None:
    assert {one.outcome for one in read(specimen.VISA).findings(key_list({}))} == {Outcome.NOT_VERIFIABLE}


def test_a_signature_over_header_and_message_is_verified() -> None:
    seal = read(specimen.ARRIVAL)
    signed = specimen.ARRIVAL[: -2 - 64]
    assert seal.signed == signed
    data = signed + b"\xff\x40" + specimen.plain(signed)
    keys = specimen.keys("DETS", "00027")
    assert [one.outcome for one in read(data).findings(keys)[:3]] == [Outcome.CONSISTENT] * 3
    changed = data.replace(bytes.fromhex("20d52010"), bytes.fromhex("20d52011"))
    assert read(changed).findings(keys)[0].outcome is Outcome.NOT_CONSISTENT


def test_an_unknown_kind_gives_its_fields_as_bytes() -> None:
    seal = read(specimen.RESIDENCE.replace(b"\xfb\x06\x02\x30", b"\xaa\x06\x02\x30"))
    assert seal.fields["field 3"] == "d79519a65306"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "cut short", id="nothing"),
        pytest.param(b"\xdd" + specimen.VISA[1:], "begin", id="another-magic"),
        pytest.param(b"\xdc\x09" + specimen.VISA[2:], "begin", id="another-version"),
        pytest.param(specimen.VISA[:-1], "cut short", id="signature-cut"),
        pytest.param(specimen.VISA[:40], "cut short", id="message-cut"),
        pytest.param(bytes(LARGEST + 1), "larger", id="too-large"),
        pytest.param(specimen.ARRIVAL[:18] + b"\x02\x00\x02\x00\xff\x00", "twice", id="field-twice"),
        pytest.param(specimen.ARRIVAL[:18] + b"\x02\x84\0\0\0\0", "larger than any", id="length"),
    ],
)
def test_what_is_no_seal_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(data)


@EACH
@given(place=st.integers(0, 400), value=st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused(data: bytes, place: int, value: int) -> None:
    changed = bytearray(data)
    changed[place % len(data)] = value
    with contextlib.suppress(UnreadableDocumentError):
        assert read(bytes(changed)).findings(key_list({}))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableDocumentError):
        read(b"\xdc\x02" + data)
