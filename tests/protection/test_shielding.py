from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from passerelle.core.classification import Classification
from passerelle.core.grade import Grade
from passerelle.core.handling import H0
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.statement import Statement
from passerelle.core.subject import PROTECTED, SubjectCategory
from passerelle.core.vocabulary import schema
from passerelle.protection.shielding import is_shielded

MARKING = Marking(
    owner="haven",
    grade=Grade.of("A1"),
    handling=H0,
    classification=Classification.BASIC,
    assertion=AssertionKind.FACT,
    category=SubjectCategory.SUSPECT,
    purpose=Purpose.VICTIM_ASSISTANCE,
    legal_basis="statute",
    agreement="",
    review=date(2027, 1, 1),
)


def _statement(prop: str) -> Statement:
    return Statement(
        record="0" * 32,
        version=1,
        salt=bytes(16),
        marking=MARKING.digest,
        entity="e1",
        schema="Person",
        prop=prop,
        value="x",
    )


@pytest.mark.parametrize("category", sorted(PROTECTED))
@pytest.mark.parametrize(
    "prop", ["name", "alias", "birthDate", "passportNumber", "idNumber", "phone", "email", "address", "notes"]
)
def test_what_identifies_a_protected_person_is_shielded(category: SubjectCategory, prop: str) -> None:
    marking = dataclasses.replace(MARKING, category=category)
    assert is_shielded(_statement(prop), marking, protected=False)


@pytest.mark.parametrize("prop", sorted(schema("Person").properties))
def test_a_state_of_protection_shields_as_a_category_does(prop: str) -> None:
    if schema("Person").properties[prop].refused:
        return
    victim = dataclasses.replace(MARKING, category=SubjectCategory.VICTIM)
    assert is_shielded(_statement(prop), MARKING, protected=True) == is_shielded(
        _statement(prop), victim, protected=False
    )


def test_a_suspect_without_protection_is_not_shielded() -> None:
    assert not is_shielded(_statement("name"), MARKING, protected=False)
