from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests.core.policy_case import agreement, party

from passerelle.core.agreement import Agreement, AgreementParty, signers, unsigned_parties
from passerelle.core.party import Party, Regime, ServiceKind

POLICE = Party(service="p1", kind=ServiceKind.POLICE, country="xo", regime=Regime.LED)
OTHER = dataclasses.replace(POLICE, service="p2")


def verify(label: str, message: bytes, signature: bytes) -> bool:
    return signature == label.encode() + message


def sign(agreement: Agreement, *services: str) -> dict[str, bytes]:
    return {one: one.encode() + agreement.signed_bytes for one in services}


def known(*services: str) -> list[Party]:
    return [party(one) for one in services]


def test_an_agreement_is_signed_when_every_party_signed_its_id() -> None:
    low = agreement("low")
    both = known("oberland", "unterland")
    good = sign(low, *(one.service for one in both))

    assert unsigned_parties(low, good, both, verify) == ()
    assert len(unsigned_parties(low, {}, both, verify)) == 2
    forged = good | {both[0].service: b"forged"}
    assert unsigned_parties(low, forged, both, verify) == (low.parties[0].name,)


def test_a_signature_of_a_service_that_nobody_knows_counts_for_nothing() -> None:
    low = agreement("low")
    both = known("oberland", "unterland")
    good = sign(low, *(one.service for one in both))

    assert unsigned_parties(low, good, both[:1], verify) == (low.parties[1].name,)


def test_a_signature_under_one_agreement_is_none_under_another() -> None:
    never, everybody = agreement("never"), known("oberland", "unterland", "border")
    of_low = sign(agreement("low"), *(one.service for one in everybody))

    assert len(unsigned_parties(never, of_low, everybody, verify)) == len(never.parties)


def test_a_party_of_a_kind_and_country_is_signed_by_any_service_that_meets_it() -> None:
    rows = (
        AgreementParty(name="the police of Oberland", kind=ServiceKind.POLICE, country="xo"),
        AgreementParty(name="the courts of Oberland", kind=ServiceKind.COURT, country="xo"),
    )
    channel = dataclasses.replace(agreement("channel"), parties=rows)

    assert unsigned_parties(channel, sign(channel, "p2"), [POLICE, OTHER], verify) == (rows[1].name,)
    assert signers(channel, sign(channel, "p2"), [POLICE, OTHER], verify) == (OTHER,)


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
