from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.classification import Classification
from passerelle.core.grade import INFORMATION_ORDER, SOURCE_ORDER, Grade, InformationGrade, SourceGrade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.marking import AssertionKind, Marking, NakedStatementError, combine
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory

MARKINGS = st.builds(
    Marking,
    owner=st.sampled_from(["oberland", "unterland"]),
    grade=st.builds(Grade, st.sampled_from(SourceGrade), st.sampled_from(InformationGrade)),
    handling=st.frozensets(
        st.sampled_from([HandlingCode.H0, HandlingCode.H1, HandlingCode.H2]), min_size=1
    ).map(Handling),
    classification=st.sampled_from(Classification),
    assertion=st.sampled_from(AssertionKind),
    category=st.sampled_from(SubjectCategory),
    purpose=st.sampled_from(Purpose),
    legal_basis=st.just("invented act, article 1"),
    agreement=st.just(""),
    review=st.dates(date(2026, 1, 1), date(2031, 1, 1)),
)


@given(MARKINGS, MARKINGS)
def test_what_is_combined_is_as_restricted_as_each_of_its_parts(one: Marking, two: Marking) -> None:
    found = combine(one, two, owner="seeland")

    for part in (one, two):
        assert found.handling.codes >= part.handling.codes
        assert found.classification.level >= part.classification.level
        assert SOURCE_ORDER.index(found.grade.source) >= SOURCE_ORDER.index(part.grade.source)
        assert INFORMATION_ORDER.index(found.grade.information) >= INFORMATION_ORDER.index(
            part.grade.information
        )
        assert found.review <= part.review
        assert found.category.is_protected or not part.category.is_protected
    assert found.owner == "seeland"
    assert found.assertion is AssertionKind.ASSESSMENT


@given(MARKINGS, MARKINGS, MARKINGS)
def test_the_restrictions_of_a_combination_do_not_depend_on_order(
    one: Marking, two: Marking, three: Marking
) -> None:
    def restrictions(mark: Marking) -> tuple[Any, ...]:
        return mark.handling, mark.classification, str(mark.grade), mark.review, mark.category.is_protected

    def joined(*marks: Marking) -> Marking:
        first, *others = marks
        for other in others:
            first = combine(first, other, owner="seeland")
        return first

    assert restrictions(joined(one, two)) == restrictions(joined(two, one))
    assert restrictions(joined(one, two, three)) == restrictions(joined(three, one, two))
    assert restrictions(joined(one, one)) == restrictions(one)


@given(MARKINGS, MARKINGS)
def test_two_different_unprotected_categories_give_undetermined(one: Marking, two: Marking) -> None:
    found = combine(one, two, owner="seeland").category

    if one.category == two.category:
        assert found is one.category
    elif not (one.category.is_protected or two.category.is_protected):
        assert found is SubjectCategory.UNDETERMINED


@given(MARKINGS, MARKINGS)
def test_a_digest_names_one_marking(one: Marking, two: Marking) -> None:
    assert (one.digest == two.digest) is (one == two)


@pytest.mark.parametrize("part", ["owner", "legal_basis"])
@pytest.mark.parametrize("blank", ["", "  "], ids=["empty", "blank"])
def test_a_marking_without_owner_or_basis_is_refused(marking: Marking, part: str, blank: str) -> None:
    with pytest.raises(NakedStatementError, match=part):
        dataclasses.replace(marking, **{part: blank})


@pytest.mark.parametrize("part", [field.name for field in dataclasses.fields(Marking)])
def test_no_part_of_a_marking_may_be_left_out(marking: Marking, part: str) -> None:
    parts = {field.name: getattr(marking, field.name) for field in dataclasses.fields(Marking)}
    del parts[part]

    with pytest.raises(TypeError, match=part):
        Marking(**parts)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("owner", "seeland"),
        ("grade", Grade.of("A1")),
        ("grade", Grade(SourceGrade.B, InformationGrade.TWO, "3x5x2", "1B")),
        ("handling", Handling(frozenset({HandlingCode.H3}), ("ask",))),
        ("classification", Classification.RESTRICTED),
        ("assertion", AssertionKind.ASSESSMENT),
        ("category", SubjectCategory.CONVICTED),
        ("purpose", Purpose.PROSECUTION),
        ("legal_basis", "invented act, article 2"),
        ("agreement", "0" * 64),
        ("review", date(2034, 1, 1)),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_every_part_is_bound_by_the_digest(marking: Marking, part: str, value: Any) -> None:
    assert dataclasses.replace(marking, **{part: value}).digest != marking.digest
