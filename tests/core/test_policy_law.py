"""The laws of `decide`, over transfers that nobody wrote by hand."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.core.policy_case import RECORD, agreement, arguments, cases, party, tables

from passerelle.core.classification import Classification
from passerelle.core.clause import Clause, Effect
from passerelle.core.country_status import CountryTable
from passerelle.core.decision import Permit, Refuse
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.item_permission import Cover, ItemPermission
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.policy import decide
from passerelle.core.protective import ProtectiveKind, ProtectiveState
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import prop

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
SERVICES = ["oberland", "unterland", "seeland", "haven", "coast", "prosecutor", "border", "bank"]
PROPERTIES = [
    ("Person", "name"), ("Person", "gender"), ("Person", "nationality"), ("Person", "passportNumber"),
    ("Phone", "number"), ("Crossing", "people"), ("BankAccount", "iban"), ("Payment", "amount"),
    ("Vehicle", "registrationNumber"), ("HoldingPlace", "addressEntity"),
]  # fmt: skip
MARKINGS = st.builds(
    Marking,
    owner=st.sampled_from(["oberland", "unterland", "seeland"]),
    grade=st.just(Grade.of("B2")),
    handling=st.frozensets(
        st.sampled_from([HandlingCode.H0, HandlingCode.H1, HandlingCode.H2]), min_size=1
    ).map(Handling),
    classification=st.sampled_from([Classification.BASIC, Classification.RESTRICTED]),
    assertion=st.sampled_from(AssertionKind),
    category=st.sampled_from(SubjectCategory),
    purpose=st.sampled_from(Purpose),
    legal_basis=st.just("invented act, article 1"),
    agreement=st.just(""),
    review=st.dates(date(2026, 10, 25), date(2026, 11, 10)),
)
CLAUSES = st.builds(
    Clause,
    number=st.just("77"),
    effect=st.just(Effect.FORBID),
    recipients=st.frozensets(st.sampled_from(SERVICES), max_size=2),
    schemata=st.frozensets(st.sampled_from(["Thing", "Person", "Vehicle"]), max_size=2),
    properties=st.frozensets(st.sampled_from(["name", "number", "Person.gender"]), max_size=2),
    purposes=st.frozensets(st.sampled_from(Purpose), max_size=2),
    categories=st.frozensets(st.sampled_from(SubjectCategory), max_size=2),
    classification=st.sampled_from([None, *Classification]),
    handling=st.frozensets(st.sampled_from(HandlingCode), max_size=2),
)

SHIELDS: list[SubjectCategory | ProtectiveKind] = [
    *(one for one in SubjectCategory if one.is_protected),
    *(one for one in ProtectiveKind if one.shields_identity),
]

# The hand-written cases that permit: without them a law about open doors would be tried on closed ones.
OPEN = [arguments(case.given) for case in cases() if case.expected.startswith("permit")]


@st.composite
def invented(draw: st.DrawFn) -> dict[str, Any]:
    marking = draw(MARKINGS)
    sender, recipient = draw(st.permutations(SERVICES))[:2]
    purpose = draw(st.sampled_from([marking.purpose, marking.purpose, *Purpose]))
    covers = draw(st.frozensets(st.sampled_from(Cover)))
    granted = ItemPermission(
        record=RECORD,
        recipient=recipient,
        by=marking.owner,
        people=frozenset({"claire", "elif"}),
        granted=draw(st.sampled_from([AT - timedelta(days=1), AT])),
        covers=covers,
        purpose=purpose,
    )
    kinds = draw(st.frozensets(st.sampled_from(ProtectiveKind), max_size=2))
    schema, name = draw(st.sampled_from(PROPERTIES))
    return {
        "sender": party(sender),
        "recipient": party(recipient),
        "agreements": [agreement(one) for one in ("main", "low", "narrow", "readmission")],
        "marking": marking,
        "schema": schema,
        "prop": name,
        "purpose": purpose,
        "record": RECORD,
        "permissions": [granted] if draw(st.booleans()) else [],
        "states": [ProtectiveState(kind, AT - timedelta(days=1)) for kind in kinds],
        "minor": draw(st.booleans()) and draw(st.booleans()),
        "at": AT,
        "table": tables()["both"],
    }


def transfers() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(OPEN) | invented()


def onward() -> st.SearchStrategy[dict[str, Any]]:
    """Transfers of what neither the sender nor the recipient owns."""
    return transfers().map(lambda facts: with_marking(facts, owner=third(facts)))


def third(facts: dict[str, Any]) -> str:
    ends = {facts["sender"].service, facts["recipient"].service}
    owner = facts["marking"].owner
    return owner if owner not in ends else next(one for one in SERVICES if one not in ends)


def identifying() -> st.SearchStrategy[dict[str, Any]]:
    """Transfers of a value that says who somebody is."""
    names = [one for one in PROPERTIES if prop(*one).identifies]
    chosen = st.tuples(transfers(), st.sampled_from(names))
    return chosen.map(lambda pair: pair[0] | {"schema": pair[1][0], "prop": pair[1][1]})


def shielded() -> st.SearchStrategy[dict[str, Any]]:
    """Transfers of a value that says who somebody protected is, by category or by a state."""
    chosen = st.tuples(identifying(), st.sampled_from(SHIELDS))
    return chosen.map(lambda pair: shield(*pair))


def shield(facts: dict[str, Any], why: SubjectCategory | ProtectiveKind) -> dict[str, Any]:
    if isinstance(why, SubjectCategory):
        return with_marking(facts, category=why)
    return facts | {"states": [*facts["states"], ProtectiveState(why, facts["at"] - timedelta(days=1))]}


def with_marking(facts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return facts | {"marking": dataclasses.replace(facts["marking"], **changes)}


def permitted(facts: dict[str, Any]) -> bool:
    return isinstance(decide(**facts), Permit)


def without(facts: dict[str, Any], cover: Cover) -> dict[str, Any]:
    kept = [dataclasses.replace(one, covers=one.covers - {cover}) for one in facts["permissions"]]
    return facts | {"permissions": kept}


@given(transfers(), CLAUSES, st.integers(0, 3))
def test_adding_a_forbidding_clause_never_opens_a_door(
    facts: dict[str, Any], clause: Clause, where: int
) -> None:
    assert permitted(facts) or not permitted(facts | {"agreements": forbidding(facts, clause, where)})


@given(st.sampled_from(OPEN), st.integers(0, 3))
def test_a_clause_that_forbids_everything_closes_every_door(facts: dict[str, Any], where: int) -> None:
    changed = forbidding(facts, Clause(number="78", effect=Effect.FORBID), where)
    one = changed[where % len(changed)]
    bound = one.joins(facts["sender"], facts["recipient"]) and one.is_in_force(facts["at"])

    assert permitted(facts)
    assert permitted(facts | {"agreements": changed}) is not bound


def forbidding(facts: dict[str, Any], clause: Clause, where: int) -> list[Agreement]:
    """The agreements of the transfer, one of them with one more clause."""
    agreements = list(facts["agreements"])
    where %= len(agreements)
    agreements[where] = dataclasses.replace(agreements[where], clauses=(*agreements[where].clauses, clause))
    return agreements


@given(transfers())
def test_taking_a_permission_away_never_opens_a_door(facts: dict[str, Any]) -> None:
    assert permitted(facts) or not permitted(facts | {"permissions": []})


@given(shielded())
def test_rule_1_identity_of_the_protected_leaves_only_with_two_people_s_word(facts: dict[str, Any]) -> None:
    assert not permitted(without(without(facts, Cover.IDENTITY), Cover.INDEPENDENT))
    alone = [dataclasses.replace(one, people=frozenset({"claire"})) for one in facts["permissions"]]
    assert not permitted(facts | {"permissions": alone})


@given(transfers())
def test_rule_2_undetermined_never_leaves(facts: dict[str, Any]) -> None:
    marking = dataclasses.replace(facts["marking"], category=SubjectCategory.UNDETERMINED)

    assert not permitted(facts | {"marking": marking})


@given(transfers())
def test_rule_3_a_tighter_marking_never_opens_a_door(facts: dict[str, Any]) -> None:
    marking = facts["marking"]
    tighter = dataclasses.replace(
        marking,
        handling=marking.handling.union(Handling(frozenset({HandlingCode.H1, HandlingCode.H2}))),
        classification=Classification.RESTRICTED,
        review=min(marking.review, facts["at"].date()),
    )

    assert permitted(facts) or not permitted(facts | {"marking": tighter})


@given(onward())
def test_rule_4_nothing_goes_on_without_its_owner(facts: dict[str, Any]) -> None:
    assert not permitted(without(facts, Cover.ONWARD))
    other = [dataclasses.replace(one, by=facts["sender"].service) for one in facts["permissions"]]
    assert not permitted(facts | {"permissions": other})


@given(transfers(), st.booleans())
def test_rule_5_h1_holds_from_courts_until_permitted(facts: dict[str, Any], court: bool) -> None:
    judicial = {"recipient": party("prosecutor")} if court else {"purpose": Purpose.PROSECUTION}

    assert not permitted(without(held(facts, HandlingCode.H1) | judicial, Cover.JUDICIAL))


@given(onward())
def test_rule_5_h2_holds_from_others_until_permitted(facts: dict[str, Any]) -> None:
    assert not permitted(without(held(blessed(facts), HandlingCode.H2), Cover.BEYOND_ADDRESSEE))


def blessed(facts: dict[str, Any]) -> dict[str, Any]:
    """The owner permits all that can be permitted."""
    word = ItemPermission(
        record=facts["record"],
        recipient=facts["recipient"].service,
        by=facts["marking"].owner,
        people=frozenset({"claire", "elif"}),
        granted=facts["at"] - timedelta(days=1),
        covers=frozenset(Cover),
        purpose=facts["purpose"],
    )
    return facts | {"permissions": [word]}


def held(facts: dict[str, Any], code: HandlingCode) -> dict[str, Any]:
    return with_marking(facts, handling=facts["marking"].handling.union(Handling(frozenset({code}))))


@given(transfers())
def test_permissions_are_never_retroactive(facts: dict[str, Any]) -> None:
    later = [
        dataclasses.replace(one, granted=facts["at"] + timedelta(microseconds=1))
        for one in facts["permissions"]
    ]

    assert decide(**facts | {"permissions": later}) == decide(**facts | {"permissions": []})


@given(identifying())
def test_rule_6_a_smuggled_person_is_never_more_open_than_a_suspect(facts: dict[str, Any]) -> None:
    smuggled = with_marking(facts, category=SubjectCategory.SMUGGLED_PERSON)

    assert not permitted(without(smuggled, Cover.IDENTITY))


@given(transfers(), st.sampled_from(["ethnicity", "religion", "political", "health", "password"]))
def test_rule_9_special_categories_never_leave(facts: dict[str, Any], name: str) -> None:
    assert isinstance(decide(**facts | {"schema": "Person", "prop": name}), Refuse)


@given(transfers())
def test_rule_16_no_row_no_transfer(facts: dict[str, Any]) -> None:
    abroad = facts["sender"].country != facts["recipient"].country

    assert not (permitted(facts | {"table": CountryTable("x", 1, ())}) and abroad)
    assert not permitted(facts | {"agreements": []})


@given(transfers())
def test_rule_19_help_never_answers_enforcement(facts: dict[str, Any]) -> None:
    help_data = dataclasses.replace(facts["marking"], purpose=Purpose.VICTIM_ASSISTANCE)
    enforcement = facts["recipient"].kind.is_enforcement

    assert not (permitted(facts | {"marking": help_data}) and enforcement)


@given(transfers())
def test_every_refusal_names_what_refused(facts: dict[str, Any]) -> None:
    match decide(**facts):
        case Permit(clause, identity):
            assert clause
            assert identity in {one.id for one in facts["agreements"]}
        case Refuse(reason, clause, _):
            assert clause
            assert reason in RefusalReason


@given(transfers(), st.permutations(range(4)))
def test_the_order_of_agreements_never_opens_a_door(facts: dict[str, Any], order: list[int]) -> None:
    agreements = facts["agreements"]
    shuffled = [agreements[index] for index in order if index < len(agreements)]

    assert permitted(facts) is permitted(facts | {"agreements": shuffled})
