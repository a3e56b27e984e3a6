from __future__ import annotations

from passerelle.core.draft import Draft, Fact
from passerelle.matching.resolution.candidate import DAY, WORD, YEAR
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.shape import shape
from passerelle.matching.resolution.side import Gathering, Side, vocabularies

SHARED = vocabularies()
PARTS = (("firstName", "Ilmo"), ("lastName", "Varentov"), ("birthDate", "1980-05-03"))
WHOLE = (("name", "Ilmo Varentov"), ("email", "x@example.org"))


def side(*facts: tuple[str, str]) -> Side:
    gathering = Gathering(SHARED)
    gathering.add(Draft(publisher_id="a", schema="Person", line=1, facts=tuple(Fact(*one) for one in facts)))
    return gathering.side()


def test_names_are_compared_by_part_where_both_files_have_parts() -> None:
    assert set(shape(side(*PARTS), side(*PARTS), SHARED).comparators) == {
        Field.GIVEN, Field.SURNAME, Field.BIRTH
    }  # fmt: skip


def test_names_are_compared_whole_where_one_file_has_no_parts() -> None:
    assert set(shape(side(*PARTS), side(*WHOLE), SHARED).comparators) == {Field.NAME}


def test_rows_meet_by_words_years_and_days() -> None:
    found = shape(side(*PARTS), side(*WHOLE), SHARED).meeting
    assert found[0][WORD].counts.tolist() == [2]
    assert found[0][YEAR].counts.tolist() == found[0][DAY].counts.tolist() == [1]
    assert YEAR not in found[1]
