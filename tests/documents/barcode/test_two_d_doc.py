from __future__ import annotations

import base64
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.barcode import specimen

from passerelle.documents.barcode.key_list import key_list
from passerelle.documents.barcode.two_d_doc import LARGEST, read
from passerelle.documents.outcome import Outcome
from passerelle.documents.protection_flag import ProtectionFlag
from passerelle.documents.unreadable import UnreadableDocumentError

HEADER_4 = "DC04UT00000104B01E2807" + "01FR"
IDENTITY = HEADER_4 + "62SPECIMEN\x1d60ANNA\x1d6912071973"


def sealed(text: str) -> str:
    return text + "\x1f" + base64.b32encode(specimen.plain(text.encode())).decode().rstrip("=")


def test_the_example_of_an_asylum_certificate_is_read_to_its_last_field() -> None:
    found = read(specimen.ASYLUM)
    assert (found.version, found.authority, found.reference) == (4, "FR00", "0001")
    assert (found.document_type, found.perimeter, found.country) == ("16", "01", "FR")
    assert (found.issued, found.signed_on) == (None, date(2021, 7, 19))
    assert found.fields == {
        "62": "SPECIMEN",
        "60": "NATACHA/CORRINE",
        "6Q": "7503120521",
        "6O": "30072021",
        "69": "12071973",
        "G0": "PN",
        "G1": "BR",
        "67": "XX",
        "G2": "0782614686ABFG",
    }
    assert len(found.signature) == 64


def test_an_asylum_certificate_sets_the_flag_whatever_its_signature_says() -> None:
    found = read(specimen.ASYLUM)
    assert found.protection is ProtectionFlag.CERTIFICATE
    assert {one.outcome for one in found.findings(key_list({}))} == {Outcome.NOT_VERIFIABLE}
    assert read(IDENTITY).protection is None
    assert read(f"{IDENTITY}67XX").protection is ProtectionFlag.CODE


@pytest.mark.parametrize(
    ("header", "perimeter", "country"),
    [("DC02UT00000104B01E2807", "", ""), ("DC03UT00000104B01E280701", "01", ""), (HEADER_4, "01", "FR")],
    ids=["DC02", "DC03", "DC04"],
)
def test_each_version_has_its_header(header: str, perimeter: str, country: str) -> None:
    found = read(f"{header}62SPECIMEN")
    assert (found.document_type, found.perimeter, found.country) == ("07", perimeter, country)
    assert found.issued == date(2003, 4, 15)
    assert found.fields == {"62": "SPECIMEN"}
    assert found.signature == b""


def test_a_signature_is_verified_with_the_imported_signer() -> None:
    keys = specimen.keys("UT00", "0001")
    assert [one.outcome for one in read(sealed(IDENTITY)).findings(keys)[:3]] == [Outcome.CONSISTENT] * 3
    changed = read(sealed(IDENTITY).replace("1973", "1983"))
    assert [one.outcome for one in changed.findings(keys)[:3]] == [
        Outcome.NOT_CONSISTENT,
        Outcome.CONSISTENT,
        Outcome.CONSISTENT,
    ]


def test_a_field_without_signature_is_not_verifiable() -> None:
    assert read(IDENTITY).findings(specimen.keys("UT00", "0001"))[0].outcome is Outcome.NOT_VERIFIABLE


def test_a_full_field_needs_no_separator_and_a_cut_one_is_told() -> None:
    found = read(f"{HEADER_4}61{'A' * 20}62SPECIM\x1e6BABC\x1d66X1")
    assert found.fields == {"61": "A" * 20, "62": "SPECIM", "6B": "ABC", "66": "X1"}
    assert found.cut == {"62"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "begin", id="nothing"),
        pytest.param("DC01" + IDENTITY[4:], "begin", id="version-1"),
        pytest.param("DC05" + IDENTITY[4:], "begin", id="version-5"),
        pytest.param(HEADER_4[:24], "header", id="header-cut"),
        pytest.param("DC04UT000001ZZZZ1E280701FR", "date", id="date"),
        pytest.param(f"{HEADER_4}691207", "cut short", id="field-cut"),
        pytest.param(f"{HEADER_4}!!A", "identifier", id="no-identifier"),
        pytest.param(f"{HEADER_4}62A\x1d62B", "twice", id="field-twice"),
        pytest.param(f"{IDENTITY}\x1f018", "Base32", id="signature"),
        pytest.param(f"{HEADER_4}62\ud800", "no text", id="surrogate"),
        pytest.param("DC" * LARGEST, "longer", id="too-long"),
    ],
)
def test_what_is_no_2d_doc_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(text)


def test_an_error_repeats_nothing_of_the_barcode() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(f"{IDENTITY}62SPECIMEN")
    assert "SPECIMEN" not in str(caught.value)


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, HEADER_4 + text, f"{HEADER_4}\x1f{text}"):
        with contextlib.suppress(UnreadableDocumentError):
            read(whole)
