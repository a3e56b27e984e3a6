from __future__ import annotations

import pytest

from passerelle.documents.protection_flag import ProtectionFlag, of_barcode, of_codes, of_seal


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC"])
def test_a_code_of_a_refugee_or_stateless_person_sets_the_flag(code: str) -> None:
    assert of_codes("UTO", code) is ProtectionFlag.CODE


@pytest.mark.parametrize("code", ["UTO", "XXX", "D", "RKS", ""])
def test_another_code_sets_none(code: str) -> None:
    assert of_codes("UTO", code) is None


@pytest.mark.parametrize("kind", ["16", "17"])
def test_a_certificate_of_an_applicant_sets_the_flag(kind: str) -> None:
    assert of_barcode(kind) is ProtectionFlag.CERTIFICATE


@pytest.mark.parametrize("kind", ["00", "07", "08", "61", ""])
def test_another_barcode_sets_none(kind: str) -> None:
    assert of_barcode(kind) is None


def test_a_barcode_of_a_stateless_person_sets_the_flag() -> None:
    assert of_barcode("07", "XX") is ProtectionFlag.CODE
    assert of_barcode("07", "FR") is None


def test_the_seal_of_an_arrival_attestation_sets_the_flag() -> None:
    assert of_seal(0xFD, 0x02) is ProtectionFlag.CERTIFICATE
    assert of_seal(0x5D, 0x01) is None
