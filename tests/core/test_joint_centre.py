from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.policy_case import agreement, party

from passerelle.core.agreement import AgreementParty
from passerelle.core.joint_centre import Joining, JointCentre, Withholding
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory

NAMES = ("Oberland", "Unterland", "Seeland", "Haven", "Coast")
PARTIES = tuple(AgreementParty(name=name, service=name.lower()) for name in NAMES)
DAY = datetime(2026, 6, 1, tzinfo=UTC)
ONE = timedelta(days=1)
GROUPS = Purpose.GROUP_INVESTIGATION


def joining(member: str, days: int, *agreed: str, **changes: object) -> Joining:
    made = Joining(
        member=member,
        since=DAY + days * ONE,
        purposes=frozenset({GROUPS}),
        assessment="invented",
        published=DAY - ONE,
        agreed=frozenset(agreed),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def centre(*joinings: Joining) -> JointCentre:
    named = {one.member for one in joinings} | {"Oberland", "Unterland"}
    return JointCentre(tuple(one for one in PARTIES if one.name in named), joinings, ())


def test_a_state_joins_when_every_member_agrees() -> None:
    made = centre(joining("Seeland", 0, "Oberland", "Unterland"))

    assert made.members(GROUPS, DAY - timedelta(microseconds=1)) == {"Oberland", "Unterland"}
    assert made.members(GROUPS, DAY) == {"Oberland", "Unterland", "Seeland"}
    assert made.members(Purpose.PROSECUTION, DAY) == {"Oberland", "Unterland"}


@pytest.mark.parametrize("missing", ["Oberland", "Unterland"])
def test_one_voice_missing_keeps_the_newcomer_out(missing: str) -> None:
    voices = {"Oberland", "Unterland"} - {missing}

    assert "Seeland" not in centre(joining("Seeland", 0, *voices)).members(GROUPS, DAY + ONE)


def test_whoever_joined_before_has_a_voice_and_whoever_did_not_has_none() -> None:
    seeland = joining("Seeland", 0, "Oberland", "Unterland")
    refused = joining("Haven", 0, "Oberland")
    without = joining("Coast", 1, "Oberland", "Unterland")
    with_it = joining("Coast", 1, "Oberland", "Unterland", "Seeland")

    assert "Coast" not in centre(seeland, without).members(GROUPS, DAY + ONE)
    assert "Coast" in centre(seeland, refused, with_it).members(GROUPS, DAY + ONE)


def test_two_that_come_in_together_have_no_voice_about_each_other() -> None:
    both = [joining(name, 0, "Oberland", "Unterland") for name in ("Seeland", "Haven")]

    assert {"Seeland", "Haven"} <= centre(*both).members(GROUPS, DAY)


def test_a_second_purpose_is_a_second_joining_that_a_member_need_not_grant_itself() -> None:
    first = joining("Seeland", 0, "Oberland", "Unterland")
    more = joining("Seeland", 1, "Oberland", "Unterland", purposes=frozenset({Purpose.PROSECUTION}))

    assert "Seeland" in centre(first, more).members(Purpose.PROSECUTION, DAY + ONE)


@pytest.mark.parametrize("published", [DAY, DAY + ONE], ids=["that-day", "later"])
def test_an_assessment_that_is_not_published_before_opens_nothing(published: datetime) -> None:
    late = joining("Seeland", 0, "Oberland", "Unterland", published=published)

    assert "Seeland" not in centre(late).members(GROUPS, DAY + 30 * ONE)


@given(
    st.lists(
        st.builds(
            joining,
            st.sampled_from(NAMES[2:]),
            st.integers(0, 3),
            st.sampled_from(NAMES),
            st.sampled_from(NAMES),
            st.sampled_from(NAMES),
        ),
        max_size=5,
    ),
    st.sampled_from(["Oberland", "Unterland"]),
    st.integers(0, 5),
)
def test_taking_a_founder_s_voice_away_leaves_the_founders_alone(
    rows: list[Joining], founder: str, days: int
) -> None:
    silent = [dataclasses.replace(one, agreed=one.agreed - {founder}) for one in rows]

    assert centre(*silent).members(GROUPS, DAY + days * ONE) == {"Oberland", "Unterland"}


def test_a_service_that_is_no_party_is_admitted_to_nothing() -> None:
    assert not centre().admits(party("seeland"), GROUPS, DAY)
    assert centre().admits(party("oberland"), GROUPS, DAY)


def test_what_is_kept_back_is_kept_back_by_its_member_alone_while_it_says_so() -> None:
    kept = Withholding(
        member="Oberland",
        since=DAY,
        until=DAY + ONE,
        categories=frozenset({SubjectCategory.CONVICTED}),
        recipients=frozenset({"Unterland"}),
    )
    made = dataclasses.replace(centre(), withholdings=(kept,))
    oberland, unterland = party("oberland"), party("unterland")

    def held(sender: str, recipient: str, at: datetime) -> bool:
        return made.withholds(party(sender), party(recipient), SubjectCategory.CONVICTED, GROUPS, at)

    assert held("oberland", "unterland", DAY)
    assert not held("oberland", "seeland", DAY)
    assert not held("unterland", "oberland", DAY)
    assert not held("oberland", "unterland", DAY - timedelta(microseconds=1))
    assert not held("oberland", "unterland", DAY + ONE)
    assert not made.withholds(oberland, unterland, SubjectCategory.SUSPECT, GROUPS, DAY)


def test_an_agreement_that_is_no_centre_admits_by_its_purposes_and_keeps_nothing_back() -> None:
    main = agreement("main")
    ends = party("oberland"), party("unterland")

    assert main.admits(*ends, GROUPS, DAY)
    assert not main.admits(*ends, Purpose.PROGRAMME, DAY)
    assert not main.withholds(*ends, SubjectCategory.SUSPECT, GROUPS, DAY)
