from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip import issuer
from tests.documents.mrz import specimen

from passerelle.documents.chip import presented
from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.trust_store import store
from passerelle.documents.outcome import Outcome
from passerelle.documents.unreadable import UnreadableDocumentError

TODAY = date(2015, 6, 1)
TRUSTED = store([certificate(issuer.country().raw)])
FILES = (issuer.groups()[2], issuer.sod(), issuer.groups()[1])
EF_COM = issuer.tlv(0x60, issuer.tlv(0x5C, b"\x61\x75"))


def test_files_are_told_apart_by_what_they_hold_in_any_order() -> None:
    chip = presented.read((EF_COM, *FILES), TRUSTED, TODAY)
    assert {one.name for one in chip.findings} >= {"signature", "chain", "DG1", "DG2", "issuer"}
    assert {one.outcome for one in chip.findings if one.name != "revocation"} == {Outcome.CONSISTENT}
    assert chip.zone == specimen.TD3
    assert presented.read(FILES[::-1], TRUSTED, TODAY) == chip


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (FILES[:1], "one EF.SOD"),
        ((*FILES, issuer.sod()), "one EF.SOD"),
        ((*FILES, FILES[0]), "comes twice"),
        ((*FILES, b"\x02\x01\x00"), "no data group"),
        ((*FILES, b""), "cut short"),
        (FILES * 7, "more files"),
    ],
    ids=["no EF.SOD", "two of them", "a group twice", "no file of a chip", "empty", "too many"],
)
def test_files_that_are_no_chip_are_refused_with_a_reason(files: tuple[bytes, ...], reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        presented.read(files, TRUSTED, TODAY)


def test_the_page_is_compared_with_the_chip() -> None:
    chip = presented.read(FILES, TRUSTED, TODAY)
    without = presented.read(FILES[:2], TRUSTED, TODAY)
    other = specimen.TD3.replace("ANNA", "ANNE")
    assert presented.compared(chip, f" {specimen.TD3}\r\n").outcome is Outcome.CONSISTENT
    assert presented.compared(chip, other).outcome is Outcome.NOT_CONSISTENT
    assert presented.compared(without, specimen.TD3).outcome is Outcome.NOT_VERIFIABLE


@given(st.integers(0, 2), st.integers(0, 4000), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_a_result_or_a_refusal(file: int, place: int, change: int) -> None:
    changed = bytearray(FILES[file])
    changed[place % len(changed)] ^= change
    try:
        chip = presented.read((*FILES[:file], bytes(changed), *FILES[file + 1 :]), TRUSTED, TODAY)
    except UnreadableDocumentError:
        return
    assert len({one.name for one in chip.findings}) == len(chip.findings)
