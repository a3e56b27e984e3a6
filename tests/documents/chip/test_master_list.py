from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.der import DerError
from passerelle.documents.chip.master_list import is_one, read
from passerelle.documents.chip.trust_store import store
from passerelle.documents.outcome import Outcome

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("PASSERELLE_DATA", str(ROOT / ".." / "shared" / "data"))) / "documents"
COUNTRY, STRANGER = issuer.country().raw, issuer.stranger().raw
LIST = issuer.master_list(COUNTRY, STRANGER, by=issuer.signer())


def test_certificates_signature_and_anchor_are_read() -> None:
    found = read(LIST)
    assert [one.raw for one in found.certificates] == [COUNTRY, STRANGER]
    assert found.unread == 0
    assert found.signature.outcome is Outcome.CONSISTENT
    assert found.anchor
    assert found.anchor.raw == COUNTRY


def test_the_first_list_is_not_verifiable_and_a_later_one_is() -> None:
    found = read(LIST)
    assert found.chain(store([])).outcome is Outcome.NOT_VERIFIABLE
    assert found.chain(store([certificate(COUNTRY)])).outcome is Outcome.CONSISTENT


def test_a_changed_certificate_is_seen_by_the_lists_own_signature() -> None:
    place = LIST.index(COUNTRY) + len(COUNTRY) - 1
    changed = LIST[:place] + bytes([LIST[place] ^ 1]) + LIST[place + 1 :]
    assert read(changed).signature.outcome is Outcome.NOT_CONSISTENT


def test_one_odd_certificate_costs_only_itself() -> None:
    found = read(issuer.master_list(COUNTRY, issuer.tlv(0x30, b"\5\0"), by=issuer.signer()))
    assert len(found.certificates) == 1
    assert found.unread == 1


def test_a_list_without_its_signer_has_no_chain() -> None:
    found = read(issuer.master_list(COUNTRY, by=issuer.signer(), held=()))
    assert found.signature.outcome is Outcome.NOT_VERIFIABLE
    assert found.chain(store([])).outcome is Outcome.NOT_VERIFIABLE
    assert found.anchor is None


def test_a_list_is_told_from_a_certificate() -> None:
    assert is_one(LIST)
    assert not is_one(COUNTRY)


@pytest.mark.parametrize(
    "data", [issuer.sod()[4:], b"", b"\x30\x80"], ids=["another-object", "nothing", "cut"]
)
def test_what_is_no_master_list_is_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        read(data)


@pytest.mark.shared
def test_a_national_list_is_read_whole_and_chains_to_itself() -> None:
    file = DATA / "csca_masterlist_de_2024-08-07.ml"
    if not file.exists():
        pytest.skip("the shared master list is absent: set PASSERELLE_DATA")
    found = read(file.read_bytes())
    trusted = store(found.certificates)
    assert (len(found.certificates), found.unread) == (541, 0)
    assert found.signature.outcome is Outcome.CONSISTENT
    assert found.chain(trusted).outcome is Outcome.CONSISTENT
    assert found.chain(store([])).outcome is Outcome.NOT_VERIFIABLE
    assert all(one.key is not None for one in found.certificates)
    answers = [trusted.chain(one)[0].outcome for one in found.certificates]
    assert answers.count(Outcome.NOT_CONSISTENT) == 0
    # Links whose older key the list no longer holds.
    assert answers.count(Outcome.NOT_VERIFIABLE) == 7
