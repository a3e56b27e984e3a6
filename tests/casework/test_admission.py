from __future__ import annotations

import pytest

from passerelle.casework.admission import LONGEST_VALUE, SHIELDED, admit, protected_drafts
from passerelle.core.draft import Draft, Fact
from passerelle.core.vocabulary import VocabularyError


def draft(name: str, schema: str, *facts: tuple[str, str]) -> Draft:
    return Draft(publisher_id=name, schema=schema, line=9, facts=tuple(Fact(*fact) for fact in facts))


def admitted(one: Draft, *, protected: bool = False) -> set[tuple[str, str]]:
    return {(fact.prop, fact.value) for fact, _ in admit(one, protected=protected).admitted}


def test_a_refused_property_is_explained_and_the_rest_is_kept() -> None:
    found = admit(draft("1", "Person", ("name", "Ivo"), ("religion", "any")), protected=False)
    assert [fact.prop for fact, _ in found.admitted] == ["name"]
    (note,) = found.notes
    assert (note.line, "religion" in note.reason, "any" in note.reason) == (9, True, False)


def test_of_a_protected_person_no_identifying_value_is_admitted() -> None:
    one = draft("1", "Person", ("name", "Ivo Marten"), ("phone", "+33612345678"), ("gender", "male"))
    found = admit(one, protected=True)
    assert {fact.prop for fact, _ in found.admitted}.isdisjoint({"name", "phone"})
    assert {fact.prop for fact in found.withheld} >= {"name", "phone"}
    assert all(note.reason.endswith(SHIELDED) and "Marten" not in note.reason for note in found.notes)


def test_a_reference_is_told_from_a_value() -> None:
    found = admit(draft("1", "Passport", ("holder", "UK-1"), ("number", "SPEC1")), protected=False)
    assert {fact.prop: reference for fact, reference in found.admitted} == {"holder": True, "number": False}


def test_a_country_by_its_name_is_written_by_its_code() -> None:
    assert admitted(draft("1", "Person", ("nationality", "France"))) == {("nationality", "fr")}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("www.example.org", {("website", "http://www.example.org")}),
        ("example.org/a?b", {("website", "http://example.org/a?b")}),
        ("https://example.org", {("website", "https://example.org")}),
        ("not known", set()),
        ("12.5", set()),
    ],
)
def test_an_address_of_the_web_is_written_with_its_scheme(value: str, written: set[tuple[str, str]]) -> None:
    assert admitted(draft("1", "Company", ("website", value))) == written


@pytest.mark.parametrize(
    "value",
    ["x" * (LONGEST_VALUE + 1), "nul\0", "half a sign \ud800"],
    ids=["too long", "a null", "a surrogate"],
)
def test_a_value_that_cannot_be_kept_is_explained_without_it(value: str) -> None:
    found = admit(draft("1", "Person", ("notes", value), ("name", "Ivo")), protected=False)
    assert [fact.prop for fact, _ in found.admitted] == ["name"]
    assert len(found.notes) == 1
    assert value not in found.notes[0].reason


@pytest.mark.parametrize("schema", ["Interest", "Wizard"], ids=["abstract", "unknown"])
def test_a_kind_that_nothing_can_be_of_is_refused(schema: str) -> None:
    with pytest.raises(VocabularyError):
        admit(draft("1", schema, ("name", "Ivo")), protected=False)


FAMILY = draft("f", "Family", ("person", "1"), ("relative", "2"))
FAR = draft("g", "Family", ("person", "2"), ("relative", "3"))
PERSONS = [draft(name, "Person", ("name", "x"), ("addressEntity", f"a{name}")) for name in "123"]


def shielded(*protected: str, drafts: list[Draft]) -> tuple[frozenset[str], frozenset[str]]:
    return protected_drafts(drafts, lambda one: one.publisher_id in protected)


def test_nobody_protected_shields_nothing() -> None:
    assert shielded(drafts=[*PERSONS, FAMILY]) == (frozenset(), frozenset())


def test_a_relative_is_shielded_and_a_relatives_relative_is_not() -> None:
    found, kin = shielded("1", drafts=[*PERSONS, FAMILY, FAR])
    assert kin == {"2"}
    assert {"1", "2"} <= found
    assert "3" not in found


def test_what_describes_a_shielded_person_is_shielded_too() -> None:
    passport = draft("p", "Passport", ("holder", "1"), ("number", "SPEC1"))
    other = draft("q", "Passport", ("holder", "3"), ("number", "SPEC3"))
    found, _ = shielded("1", drafts=[*PERSONS, passport, other])
    assert found == {"1", "p", "a1"}
