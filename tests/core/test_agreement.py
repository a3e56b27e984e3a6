from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests.core.policy_case import agreement, party

from passerelle.core.agreement import AgreementParty, unsigned_parties
from passerelle.core.party import Party, Regime, ServiceKind

POLICE = Party(service="p1", kind=ServiceKind.POLICE, country="xo", regime=Regime.LED)
OTHER = dataclasses.replace(POLICE, service="p2")


def verify(label: str, message: bytes, signature: bytes) -> bool:
    return signature == label.encode() + message


def test_an_agreement_is_signed_when_every_party_signed_its_id() -> None:
    low = agreement("low")
    good = {name: verify_bytes(name, low.signed_bytes) for name in ("oberland", "unterland")}

    assert unsigned_parties(low, good, verify) == ()
    assert unsigned_parties(low, {}, verify) == ("oberland", "unterland")
    assert unsigned_parties(low, good | {"oberland": b"forged"}, verify) == ("oberland",)


def verify_bytes(label: str, message: bytes) -> bytes:
    return label.encode() + message


def test_a_signature_under_one_agreement_is_none_under_another() -> None:
    never = agreement("never")
    of_low = {
        name: verify_bytes(name, agreement("low").signed_bytes)
        for name in ("oberland", "unterland", "border")
    }

    assert unsigned_parties(never, of_low, verify) == ("oberland", "unterland", "border")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (AgreementParty(name="a", service="p1"), True),
        (AgreementParty(name="a", service="p2"), False),
        (AgreementParty(name="a", kind=ServiceKind.POLICE, country="xo"), True),
        (AgreementParty(name="a", kind=ServiceKind.COURT, country="xo"), False),
        (AgreementParty(name="a", kind=ServiceKind.POLICE, country="xu"), False),
        (AgreementParty(name="a", service="p1", country="xu"), False),
    ],
    ids=["service", "other-service", "kind-country", "other-kind", "other-country", "service-elsewhere"],
)
def test_a_party_is_met_by_every_part_it_names(row: AgreementParty, expected: bool) -> None:
    assert row.is_met_by(POLICE) is expected


def test_two_services_of_one_party_are_joined_and_one_with_itself_is_not() -> None:
    channel = dataclasses.replace(
        agreement("channel"), parties=(AgreementParty(name="a", kind=ServiceKind.POLICE, country="xo"),)
    )

    assert channel.joins(POLICE, OTHER)
    assert not channel.joins(POLICE, POLICE)
    assert not channel.joins(POLICE, party("unterland"))
    assert not channel.joins(party("unterland"), POLICE)


def test_it_is_in_force_from_its_first_instant_to_before_its_last() -> None:
    main = agreement("main")
    assert main.valid_until is not None
    instant = timedelta(microseconds=1)

    assert main.is_in_force(main.valid_from)
    assert not main.is_in_force(main.valid_from - instant)
    assert main.is_in_force(main.valid_until - instant)
    assert not main.is_in_force(main.valid_until)
