from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.simulator.env import SeededEnv
from tests.simulator.node import agree, introduce, make_node

from passerelle.casework.agreements import UnknownAgreementError, add_agreement, agreement_text
from passerelle.casework.signature import AgreementSignatureError, unsigned
from passerelle.casework.signing import (
    NotAPartyError,
    SignatureFileError,
    read_signature_file,
    sign_agreement,
    signature_file,
    take_signatures,
)
from passerelle.protocol.journal import JournalLeaf
from passerelle.store import journal
from passerelle.store.models import Agreement as AgreementRow

NewEnv = Callable[[int], SeededEnv]


def test_signatures_go_by_file_until_every_party_signed(new_env: NewEnv) -> None:
    one, other = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(one, other)
    terms = agree(one, other)
    text = agreement_text(one.env, terms.id).encode()
    for node in (one, other):
        AgreementRow.objects.using(node.env.database).all().delete()
        add_agreement(node.env, node.access("sign"), text, signatures={})
    assert unsigned(one.env, terms) == ("Oberland", "Unterland")
    first = sign_agreement(one.env, one.access("sign"), terms.id)
    assert unsigned(one.env, terms) == ("Unterland",)
    assert take_signatures(other.env, other.access("sign"), first) == terms.id
    back = sign_agreement(other.env, other.access("sign"), terms.id)
    assert set(read_signature_file(back)[1]) == {one.env.service, other.env.service}
    take_signatures(one.env, None, back)
    assert unsigned(one.env, terms) == unsigned(other.env, terms) == ()
    assert signature_file(one.env, terms.id) == signature_file(other.env, terms.id)


def test_who_is_no_party_signs_nothing(new_env: NewEnv) -> None:
    one, other, third = (
        make_node(new_env(seed), name) for seed, name in ((1, "Oberland"), (2, "Unterland"), (3, "Seeland"))
    )
    introduce(one, other, third)
    terms = agree(one, other)
    add_agreement(third.env, None, agreement_text(one.env, terms.id).encode(), signatures={})
    with pytest.raises(NotAPartyError):
        sign_agreement(third.env, third.access(), terms.id)
    with pytest.raises(UnknownAgreementError):
        sign_agreement(third.env, third.access(), "0" * 64)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"agreement":"x","format":"passerelle-agreement-signatures/1","signatures":{}}',
        b'{"agreement":"'
        + b"0" * 64
        + b'","format":"passerelle-agreement-signatures/1","signatures":{"a":"00"}}',
        b" " * 70_000,
    ],
    ids=["empty", "no-format", "list", "short-id", "short-signature", "too-long"],
)
def test_a_file_that_holds_no_signatures_is_one_named_error(data: bytes) -> None:
    with pytest.raises(SignatureFileError):
        read_signature_file(data)


def test_a_forged_file_keeps_nothing(new_env: NewEnv) -> None:
    one, other = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(one, other)
    terms = agree(one, other)
    good = signature_file(one.env, terms.id)
    signature = one.env.sign(terms.signed_bytes).hex()
    forged = good.replace(signature.encode(), ("0" * 128).encode())
    assert forged != good
    with pytest.raises(AgreementSignatureError):
        take_signatures(other.env, None, forged)
    assert unsigned(other.env, terms) == ()


def test_signing_is_journalled_with_who_and_which(new_env: NewEnv) -> None:
    one, other = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
    introduce(one, other)
    terms = agree(one, other)
    sign_agreement(one.env, one.access("the ministers signed"), terms.id)
    size = journal.head(one.env.database).size
    last = JournalLeaf.from_bytes(journal.leaf(one.env.database, size - 1))
    assert (last.officer, last.reference, last.reason) == (one.officer, terms.id, "the ministers signed")
