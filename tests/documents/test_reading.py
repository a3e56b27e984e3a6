from __future__ import annotations

import pytest
from tests.documents.barcode import specimen as barcodes
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import Result
from passerelle.documents.outcome import Outcome
from passerelle.documents.protection_flag import ProtectionFlag
from passerelle.documents.reading import Barcode, read
from passerelle.documents.trust.trusted import NOTHING
from passerelle.documents.unreadable import UnreadableDocumentError

NO_KEYS = NOTHING.keys


def test_a_zone_is_checked() -> None:
    found = read(specimen.TD3, NO_KEYS, specimen.THEN)
    assert isinstance(found, Result)
    assert found.consistent is True


def test_a_barcode_tells_its_fields_and_without_a_list_nothing_is_verifiable() -> None:
    found = read(barcodes.ASYLUM, NO_KEYS, specimen.THEN)
    assert isinstance(found, Barcode)
    assert {one.outcome for one in found.findings} == {Outcome.NOT_VERIFIABLE}
    assert found.protection is ProtectionFlag.CERTIFICATE
    assert "family name" in dict(found.fields)


def test_a_seal_is_read_from_the_hexadecimal_that_scanners_give() -> None:
    found = read(barcodes.ARRIVAL.hex().upper(), NO_KEYS, specimen.THEN)
    assert isinstance(found, Barcode)
    assert (found.kind, found.protection) == ("VDS", ProtectionFlag.CERTIFICATE)
    assert "zone" in dict(found.fields)


@pytest.mark.parametrize("text", ["DC04", "{", '{"data": 1}'], ids=["cut", "no seal", "no data"])
def test_a_barcode_that_is_none_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="cannot be read"):
        read(text, NO_KEYS, specimen.THEN)
