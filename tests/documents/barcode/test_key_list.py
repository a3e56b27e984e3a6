from __future__ import annotations

from datetime import date

import pytest
from tests.documents.barcode import specimen
from tests.documents.chip import issuer

from passerelle.documents.barcode.key_list import Signed, key_list
from passerelle.documents.chip.certificate import read
from passerelle.documents.outcome import Outcome

YES, NO, OPEN = Outcome.CONSISTENT, Outcome.NOT_CONSISTENT, Outcome.NOT_VERIFIABLE
DAY = date(2020, 1, 1)
SIGNED = Signed(b"signed", specimen.plain(b"signed"), DAY)


def outcomes(signed: Signed = SIGNED, signer: tuple[str, str] = ("UT00", "0001")) -> list[Outcome]:
    found = specimen.keys("UT00", "0001").findings(signer, signed)
    assert [one.name for one in found] == ["signature", "chain", "dates", "revocation"]
    assert found[3].outcome is OPEN
    return [one.outcome for one in found[:3]]


def test_a_listed_signer_answers_all_three() -> None:
    assert outcomes() == [YES, YES, YES]


def test_a_signer_on_no_list_is_not_verifiable_and_never_wrong() -> None:
    assert outcomes(signer=("UT00", "0002")) == [OPEN, OPEN, OPEN]


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        pytest.param(Signed(b"Signed", SIGNED.signature, DAY), [NO, YES, YES], id="changed-content"),
        pytest.param(
            Signed(b"signed", specimen.plain(b"signed", "stranger"), DAY), [NO, YES, YES], id="another-key"
        ),
        pytest.param(Signed(b"signed", b"", DAY), [OPEN, YES, YES], id="no-signature"),
        pytest.param(Signed(b"signed", SIGNED.signature, None), [YES, YES, OPEN], id="no-day"),
        pytest.param(
            Signed(b"signed", SIGNED.signature, date(2031, 1, 1)), [YES, YES, NO], id="after-its-days"
        ),
        pytest.param(
            Signed(b"signed", SIGNED.signature, date(2009, 1, 1)), [YES, YES, NO], id="before-its-days"
        ),
    ],
)
def test_each_answer_fails_alone(signed: Signed, expected: list[Outcome]) -> None:
    assert outcomes(signed) == expected


def test_an_authority_that_was_not_imported_leaves_the_chain_open() -> None:
    found = key_list({("UT00", "0001"): specimen.certificate()}).findings(("UT00", "0001"), SIGNED)
    assert [one.outcome for one in found] == [YES, OPEN, YES, OPEN]


def test_a_key_of_another_kind_is_not_verifiable() -> None:
    one = read(issuer.certified("Signer", issuer.rivest("signer"), issuer.country()).raw)
    found = key_list({("UT00", "0001"): one}).findings(("UT00", "0001"), SIGNED)
    assert found[0].outcome is OPEN
