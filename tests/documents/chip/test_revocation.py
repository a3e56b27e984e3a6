from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.revocation import read
from passerelle.documents.chip.trust_store import store
from passerelle.documents.outcome import Outcome
from passerelle.documents.unreadable import UnreadableDocumentError

YES, NO, OPEN = Outcome.CONSISTENT, Outcome.NOT_CONSISTENT, Outcome.NOT_VERIFIABLE
TODAY = date(2015, 6, 1)
ENDED = datetime(2015, 1, 1, tzinfo=UTC)


def answer(*lists: bytes, known: bool = True) -> tuple[Outcome, str]:
    country, signer = certificate(issuer.country().raw), certificate(issuer.signer().raw)
    trusted = store([country], [read(one) for one in lists])
    found = trusted.revocation(signer, country if known else None, TODAY)
    return found.outcome, found.why


def test_without_a_list_it_is_not_known_whether_a_certificate_was_withdrawn() -> None:
    outcome, why = answer()
    assert outcome is OPEN
    assert "not known" in why


def test_a_certificate_that_its_authority_withdrew_is_told() -> None:
    assert answer(issuer.revocations(issuer.signer()))[0] is NO


def test_a_list_that_does_not_hold_the_certificate_says_so_with_its_day() -> None:
    outcome, why = answer(issuer.revocations(issuer.certified("Other", issuer.elliptic("o"), serial=99)))
    assert outcome is YES
    assert "2010-01-01" in why


def test_an_empty_list_is_a_list() -> None:
    assert answer(issuer.revocations())[0] is YES


@pytest.mark.parametrize(
    ("made", "known"),
    [
        pytest.param(lambda: issuer.revocations(until=ENDED), True, id="ended"),
        pytest.param(
            lambda: issuer.revocations(issuer.signer(), by=issuer.stranger()), True, id="key-of-other"
        ),
        pytest.param(lambda: issuer.revocations(issuer.signer()), False, id="authority-not-known"),
    ],
)
def test_a_list_that_does_not_count_leaves_it_open(made: object, known: bool) -> None:
    assert answer(made(), known=known)[0] is OPEN  # type: ignore[operator]


def test_an_older_list_that_withdrew_counts_beside_a_newer_one() -> None:
    assert answer(issuer.revocations(issuer.signer(), until=ENDED), issuer.revocations())[0] is NO


@pytest.mark.parametrize(
    "data",
    [b"", issuer.sod(), issuer.country().raw, issuer.revocations()[:-9]],
    ids=["none", "sod", "cert", "cut"],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read(data)
