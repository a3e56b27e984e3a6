from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.agreement import Confirms, QuestionTerms
from passerelle.core.asking import Attribution, Candidate, Question, Register, may_ask, may_enter_index
from passerelle.core.decision import Permit, Refuse
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import schemata

TIE = Attribution("group-1", "called the organiser 40 times before each crossing", "ana")
BASE: dict[str, Any] = {
    "category": "suspect",
    "schema": "Person",
    "prop": "name",
    "purpose": "group-investigation",
}
TERMS = QuestionTerms(keys=10, per_day=5, bucket_bits=8, reveals="a bucket", confirms=Confirms.ASKER)

ENTRIES = {
    "suspect": ({}, "permit"),
    "convicted": ({"category": "convicted"}, "permit"),
    "designated": ({"category": "designated", "purpose": "public-listing"}, "permit"),
    "contact": ({"category": "contact"}, "not-askable"),
    "witness": ({"category": "witness"}, "not-askable"),
    "professional": ({"category": "professional"}, "not-askable"),
    "undetermined": ({"category": "undetermined"}, "not-askable"),
    "person-called-an-object": ({"category": "not-a-person", "attribution": TIE}, "not-askable"),
    "victim": ({"category": "victim"}, "protected-identity"),
    "smuggled": ({"category": "smuggled-person", "prop": "phone"}, "protected-identity"),
    "suspect-under-protection": ({"protected": True}, "protected-identity"),
    "phone-of-the-supplier": ({"schema": "Phone", "prop": "number", "attribution": TIE}, "permit"),
    "phone-object": (
        {"schema": "Phone", "prop": "number", "category": "not-a-person", "attribution": TIE},
        "permit",
    ),
    "phone-unattributed": ({"schema": "Phone", "prop": "number", "category": "not-a-person"}, "unattributed"),
    "phone-of-suspect-unattributed": ({"schema": "Phone", "prop": "number"}, "unattributed"),
    "phone-of-contact": (
        {"schema": "Phone", "prop": "number", "category": "contact", "attribution": TIE},
        "not-askable",
    ),
    "phone-undetermined": (
        {"schema": "Phone", "prop": "number", "category": "undetermined", "attribution": TIE},
        "not-askable",
    ),
    "phone-of-passenger": (
        {"schema": "Phone", "prop": "number", "category": "smuggled-person", "attribution": TIE},
        "protected-identity",
    ),
    "phone-blank-reason": (
        {
            "schema": "Phone",
            "prop": "number",
            "category": "not-a-person",
            "attribution": Attribution("g", " ", "ana"),
        },
        "unattributed",
    ),
    "phone-nobody": (
        {
            "schema": "Phone",
            "prop": "number",
            "category": "not-a-person",
            "attribution": Attribution("g", "why", ""),
        },
        "unattributed",
    ),
    "phone-no-group": (
        {
            "schema": "Phone",
            "prop": "number",
            "category": "not-a-person",
            "attribution": Attribution("", "why", "ana"),
        },
        "unattributed",
    ),
    "vessel-listed": (
        {"schema": "Vessel", "prop": "imoNumber", "category": "designated", "purpose": "public-listing"},
        "permit",
    ),
    "vessel-listed-other-purpose": (
        {"schema": "Vessel", "prop": "imoNumber", "category": "designated"},
        "unattributed",
    ),
    "group": ({"schema": "Organization", "category": "not-a-person", "attribution": TIE}, "permit"),
    "group-unattributed": ({"schema": "Organization", "category": "not-a-person"}, "unattributed"),
    "group-designated": (
        {"schema": "Organization", "category": "designated", "purpose": "public-listing"},
        "permit",
    ),
    "organisation-of-contact": (
        {"schema": "Organization", "category": "contact", "attribution": TIE},
        "not-askable",
    ),
    "passport-of-suspect": ({"schema": "Passport", "prop": "passportNumber"}, "permit"),
    "passport-of-contact": (
        {"schema": "Passport", "prop": "passportNumber", "category": "contact"},
        "not-askable",
    ),
    "passport-country": ({"schema": "Passport", "prop": "country"}, "inert-alone"),
    "nationality": ({"prop": "nationality"}, "inert-alone"),
    "birthplace": ({"prop": "birthPlace"}, "inert-alone"),
    "ethnicity": ({"prop": "ethnicity"}, "not-in-vocabulary"),
    "unknown": ({"prop": "shoeSize"}, "not-in-vocabulary"),
    "state": ({"schema": "ProtectiveState", "prop": "kind"}, "protective-state"),
    "help": ({"purpose": "victim-assistance"}, "help-is-not-enforcement"),
    "rescue": ({"purpose": "search-and-rescue"}, "help-is-not-enforcement"),
    "readmission": ({"purpose": "readmission"}, "help-is-not-enforcement"),
    "child": ({"minor": True}, "needs-magistrate"),
    "child-blank": ({"minor": True, "magistrate": " "}, "needs-magistrate"),
    "child-signed": ({"minor": True, "magistrate": "decision 7"}, "permit"),
    "child-contact": ({"minor": True, "magistrate": "decision 7", "category": "contact"}, "child"),
    "child-designated": ({"minor": True, "magistrate": "decision 7", "category": "designated"}, "child"),
    "child-s-phone": (
        {"minor": True, "magistrate": "d", "schema": "Phone", "prop": "number", "attribution": TIE},
        "child",
    ),
    "declared": ({"schema": "DeclaredDocument", "prop": "number", "category": "not-a-person"}, "permit"),
    "declared-holder": (
        {"schema": "DeclaredDocument", "prop": "number", "category": "not-a-person", "holder": True},
        "holder-attached",
    ),
    "declared-person": ({"schema": "DeclaredDocument", "prop": "number"}, "holder-attached"),
    "declared-country": (
        {"schema": "DeclaredDocument", "prop": "issuingCountry", "category": "not-a-person"},
        "not-askable",
    ),
}
QUESTIONS = {
    "group-file": ({}, "permit"),
    "most-keys": ({"keys": 10}, "permit"),
    "too-many": ({"keys": 11}, "too-many-keys"),
    "none": ({"keys": 0}, "too-many-keys"),
    "last-of-the-day": ({"asked_today": 4}, "permit"),
    "spent": ({"asked_today": 5}, "budget-spent"),
    "last-bits-of-the-day": ({"keys": 2, "spent_today": 432}, "permit"),
    "bits-spent": ({"keys": 2, "spent_today": 433}, "budget-spent"),
    "passengers": ({"register": "passengers"}, "register-of-people"),
    "applicants": ({"register": "applicants"}, "register-of-people"),
    "arrivals": ({"register": "arrivals"}, "register-of-people"),
    "migration-control": ({"register": "migration-control"}, "migration-control"),
    "prosecution": ({"purpose": "prosecution"}, "permit"),
    "finance": ({"register": "financial-report", "purpose": "financial-intelligence"}, "permit"),
    "list": ({"register": "public-list", "purpose": "public-listing"}, "permit"),
    "list-from-a-group-file": ({"purpose": "public-listing"}, "purpose-changed"),
    "help": ({"purpose": "victim-assistance"}, "purpose-changed"),
    "readmission": ({"purpose": "readmission"}, "purpose-changed"),
    "statistics": ({"purpose": "statistics"}, "purpose-changed"),
    "document": ({"register": "document-in-hand", "purpose": "document-check"}, "permit"),
    "document-two": (
        {"register": "document-in-hand", "purpose": "document-check", "keys": 2},
        "too-many-keys",
    ),
    "document-holder": (
        {"register": "document-in-hand", "purpose": "document-check", "with_holder": True},
        "holder-attached",
    ),
    "document-for-inquiry": ({"register": "document-in-hand"}, "purpose-changed"),
    "check-from-a-group-file": ({"purpose": "document-check"}, "purpose-changed"),
}  # fmt: skip


def candidate(given: dict[str, Any]) -> Candidate:
    facts = BASE | given
    facts["category"] = SubjectCategory(facts["category"])
    facts["purpose"] = Purpose(facts["purpose"])
    return Candidate(**facts)


def question(given: dict[str, Any]) -> Question:
    facts = {"register": "group-file", "purpose": "group-investigation", "keys": 1, "asked_today": 0}
    facts |= given
    return Question(**facts | {"register": Register(facts["register"]), "purpose": Purpose(facts["purpose"])})


def word(decision: Permit | Refuse) -> str:
    match decision:
        case Permit():
            return "permit"
        case Refuse(reason, clause):
            assert clause
            return reason


@pytest.mark.parametrize(("given", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_an_item_enters_the_questioned_index_or_not(given: dict[str, Any], expected: str) -> None:
    assert word(may_enter_index(candidate(given))) == expected


@pytest.mark.parametrize(("given", "expected"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_built_or_not(given: dict[str, Any], expected: str) -> None:
    assert word(may_ask(question(given), TERMS)) == expected


def test_an_agreement_without_terms_lets_nobody_ask() -> None:
    assert word(may_ask(question({}), None)) == "no-clause"


def test_of_a_seized_phone_only_the_supplier_is_askable() -> None:
    phone = {"schema": "Phone", "prop": "number"}
    book = [phone | {"category": "suspect", "attribution": TIE}]
    book += [
        phone | {"category": one} for one in ("smuggled-person", "smuggled-person", "contact", "undetermined")
    ]

    assert [word(may_enter_index(candidate(one))) == "permit" for one in book] == [True] + [False] * 4


CANDIDATES = st.builds(
    Candidate,
    category=st.sampled_from(SubjectCategory),
    schema=st.sampled_from(
        ["Person", "Phone", "Passport", "Organization", "DeclaredDocument", "BankAccount"]
    ),
    prop=st.sampled_from(["name", "number", "passportNumber", "iban", "nationality"]),
    purpose=st.sampled_from(Purpose),
    attribution=st.sampled_from([None, TIE]),
    minor=st.booleans(),
    protected=st.booleans(),
    magistrate=st.sampled_from(["", "decision 7"]),
    holder=st.booleans(),
)


@given(CANDIDATES)
def test_rule_20_holds_for_everything_that_enters(found: Candidate) -> None:
    if isinstance(may_enter_index(found), Refuse):
        return
    askable = found.category.may_be_asked_about
    assert not found.protected
    assert not found.category.is_protected
    assert not found.purpose.is_help
    assert not schemata()[found.schema].properties[found.prop].inert
    assert askable or found.attribution or found.schema == "DeclaredDocument"
    if found.minor:
        assert found.magistrate
        assert found.category is not SubjectCategory.DESIGNATED


@given(CANDIDATES)
def test_protection_never_opens_the_index(found: Candidate) -> None:
    assert isinstance(may_enter_index(dataclasses.replace(found, protected=True)), Refuse)
