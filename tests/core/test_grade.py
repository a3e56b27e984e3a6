from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.grade import (
    INFORMATION_ORDER,
    SOURCE_ORDER,
    Grade,
    InformationGrade,
    SourceGrade,
    worst,
)

GRADES = st.builds(Grade, st.sampled_from(SourceGrade), st.sampled_from(InformationGrade))


@given(GRADES)
def test_a_grade_is_read_as_it_is_written(grade: Grade) -> None:
    assert Grade.of(str(grade)) == grade
    assert Grade.of(str(grade).lower()) == grade


@pytest.mark.parametrize("text", ["", "A", "A12", "D1", "A5", "1A", "A0"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"grade|Grade"):
        Grade.of(text)


@given(GRADES, GRADES)
def test_the_worst_of_two_grades_is_no_better_than_either(first: Grade, second: Grade) -> None:
    found = worst(first, second)

    for one in (first, second):
        assert SOURCE_ORDER.index(found.source) >= SOURCE_ORDER.index(one.source)
        assert INFORMATION_ORDER.index(found.information) >= INFORMATION_ORDER.index(one.information)
    assert str(found) == str(worst(second, first))


def test_the_worst_grade_keeps_the_words_of_another_scale() -> None:
    verbatim = Grade.of("C4")
    british = Grade(SourceGrade.C, InformationGrade.FOUR, "3x5x2", "3E")

    assert worst(Grade.of("A1"), british) is british
    assert worst(Grade.of("A4"), Grade.of("C1")) == verbatim


@given(GRADES)
def test_only_x4_is_no_better_than_x4(grade: Grade) -> None:
    assert grade.better_than_x4 is (str(grade) != "X4")
