from __future__ import annotations

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.certificate import read
from passerelle.documents.outcome import Outcome
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.trust.signer_name import codes
from passerelle.documents.trust.trusted import NOTHING, trusted

COUNTRY = read(issuer.country().raw)
SIGNER = read(issuer.certified("AB", issuer.elliptic("signer"), issuer.country(), serial=0x32).raw)


def test_a_signer_is_found_by_the_codes_that_its_kind_of_barcode_prints() -> None:
    assert codes(ListKind.DOC_SIGNERS, SIGNER) == (("CSCA UTOPIA", "AB"),)
    assert set(codes(ListKind.SEAL_SIGNERS, SIGNER)) == {("UTAB", "32"), ("UTAB", "00032")}


def test_an_authority_of_one_use_is_none_of_another() -> None:
    held = trusted({ListKind.SERVICES: [COUNTRY], ListKind.SEAL_SIGNERS: [SIGNER]})
    assert held.authorities.certificates == ()
    assert held.two_d_doc.authorities.certificates == (COUNTRY,)
    assert held.seals.authorities.chain(SIGNER)[0].outcome is Outcome.NOT_VERIFIABLE
    assert ("UTAB", "32") in held.seals.signers
    assert held.two_d_doc.signers == {}


@pytest.mark.parametrize("kind", ListKind)
def test_every_kind_is_vouched_for_by_a_kind_of_authority(kind: ListKind) -> None:
    assert kind.vouched_by in {ListKind.AUTHORITIES, ListKind.SERVICES}
    assert kind.vouched_by.vouched_by is kind.vouched_by


def test_without_a_list_nothing_is_trusted() -> None:
    assert NOTHING.authorities.certificates == ()
    assert NOTHING.keys.two_d_doc.signers == {}
