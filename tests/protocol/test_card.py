from __future__ import annotations

import dataclasses

import pytest
from tests.protocol.world import OBERLAND, drawn

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.card import CardError, CertifiedCard, NodeCard, Succession, checked_id, verify_card
from passerelle.protocol.fields import Fields
from passerelle.protocol.keys import SigningKey, fingerprint

FIRST = OBERLAND.signing
SECOND = SigningKey(drawn("second key", 32))
THIRD = SigningKey(drawn("third key", 32))
ROGUE = SigningKey(drawn("rogue key", 32))
CHAIN = (
    Succession.sign("oberland", SECOND.public, FIRST.sign),
    Succession.sign("oberland", THIRD.public, SECOND.sign),
)
CARD = dataclasses.replace(OBERLAND.card, serial=3, signing_key=THIRD.public)
CERTIFIED = CertifiedCard.certify(CARD, THIRD.sign, FIRST.public, CHAIN)


@pytest.mark.parametrize("key", [FIRST, SECOND, THIRD], ids=["first", "second", "third"])
def test_a_card_is_followed_back_to_any_key_that_was_checked(key: SigningKey) -> None:
    received = CertifiedCard.of(Fields(CERTIFIED.as_json(), "card"))
    assert received == CERTIFIED
    assert verify_card(received, service="oberland", trusted_key=key.public, serial=3) == CARD


def test_a_first_card_needs_no_chain() -> None:
    certified = CertifiedCard.certify(OBERLAND.card, FIRST.sign, FIRST.public)
    assert verify_card(certified, service="oberland", trusted_key=FIRST.public) == OBERLAND.card


def by_rogue() -> CertifiedCard:
    card = dataclasses.replace(CARD, signing_key=ROGUE.public)
    link = Succession.sign("oberland", ROGUE.public, ROGUE.sign)
    return CertifiedCard.certify(card, ROGUE.sign, FIRST.public, (*CHAIN, link))


CASES = {
    "chain broken": by_rogue(),
    "chain out of order": dataclasses.replace(CERTIFIED, chain=CHAIN[::-1]),
    "chain cut": dataclasses.replace(CERTIFIED, chain=CHAIN[:1]),
    "starts elsewhere": CertifiedCard.certify(
        dataclasses.replace(CARD, signing_key=ROGUE.public), ROGUE.sign, ROGUE.public
    ),
    "signed by an older key": CertifiedCard.certify(CARD, SECOND.sign, FIRST.public, CHAIN),
    "signed as something else": dataclasses.replace(CERTIFIED, signature=THIRD.sign(CERTIFIED.card)),
    "card changed": dataclasses.replace(CERTIFIED, card=CERTIFIED.card.replace(b"8443", b"8444")),
    "another service": CertifiedCard.certify(
        dataclasses.replace(CARD, service="unterland"), THIRD.sign, FIRST.public, CHAIN
    ),
    "another signing key named": CertifiedCard.certify(
        dataclasses.replace(CARD, signing_key=FIRST.public), THIRD.sign, FIRST.public, CHAIN
    ),
}


@pytest.mark.parametrize("certified", CASES.values(), ids=CASES.keys())
def test_a_card_that_is_not_certified_is_refused(certified: CertifiedCard) -> None:
    with pytest.raises(CardError):
        verify_card(certified, service="oberland", trusted_key=FIRST.public)


def test_a_link_made_for_another_service_is_refused() -> None:
    link = Succession.sign("unterland", SECOND.public, FIRST.sign)
    assert not link.holds("oberland", FIRST.public)
    assert link.holds("unterland", FIRST.public)


def test_an_older_card_never_comes_back() -> None:
    with pytest.raises(CardError, match="older"):
        verify_card(CERTIFIED, service="oberland", trusted_key=FIRST.public, serial=4)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "passerelle-card/9"}, id="format"),
        pytest.param({"node": "../node"}, id="node id"),
        pytest.param({"serial": 0}, id="serial"),
        pytest.param({"oprf_key": "00" * 32}, id="identity as question key"),
        pytest.param({"sealing_key": "00"}, id="short sealing key"),
        pytest.param({"certificate": "00"}, id="short certificate hash"),
    ],
)
def test_a_malformed_card_is_refused(change: dict[str, str | int]) -> None:
    value = parse_canonical(CARD.to_bytes())
    assert isinstance(value, dict)
    with pytest.raises(PasserelleError):
        NodeCard.from_bytes(canonical(value | change))


@pytest.mark.parametrize("text", ["", "-a", "A", "a" * 65, "a b", "a/b", "é", "a\n"])
def test_an_id_is_small_letters_digits_and_hyphens(text: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        checked_id(text)


def test_the_fingerprint_is_of_the_key_that_people_compare() -> None:
    assert OBERLAND.card.fingerprint == fingerprint(FIRST.public)
