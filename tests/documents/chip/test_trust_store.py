from __future__ import annotations

import pytest
from tests.documents.chip import issuer

from passerelle.documents.chip.certificate import Certificate, read
from passerelle.documents.chip.trust_store import store
from passerelle.documents.outcome import Outcome

COUNTRY, STRANGER, SIGNER = (read(one.raw) for one in (issuer.country(), issuer.stranger(), issuer.signer()))
OLD = read(issuer.certified("Old signer", issuer.elliptic("signer"), issuer.country(), key_ids=False).raw)


@pytest.mark.parametrize("one", [SIGNER, OLD], ids=["by-key-id", "by-name"])
def test_an_imported_authority_that_signed_makes_the_chain(one: Certificate) -> None:
    found, authority = store([STRANGER, COUNTRY]).chain(one)
    assert found.outcome is Outcome.CONSISTENT
    assert "UT" in found.why
    assert authority is COUNTRY


@pytest.mark.parametrize("known", [[], [STRANGER]], ids=["nobody", "another-key-of-that-name"])
@pytest.mark.parametrize("one", [SIGNER, OLD], ids=["by-key-id", "by-name"])
def test_an_unknown_authority_is_not_verifiable_and_never_wrong(
    known: list[Certificate], one: Certificate
) -> None:
    found, authority = store(known).chain(one)
    assert found.outcome is Outcome.NOT_VERIFIABLE
    assert authority is None


def test_a_signature_that_the_named_key_did_not_make_is_not_consistent() -> None:
    raw = issuer.signer().raw
    changed = read(raw[:-1] + bytes([raw[-1] ^ 1]))
    assert store([COUNTRY]).chain(changed)[0].outcome is Outcome.NOT_CONSISTENT
