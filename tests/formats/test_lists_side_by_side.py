"""What two publishers say of one person, through the readers and then through matching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from passerelle.core.grade import Grade
from passerelle.matching.comparison import Standing, compare
from passerelle.matching.subject import Subject

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.core.draft import Draft


def subject(drafts: list[Draft], reference: str) -> Subject:
    (draft,) = [one for one in drafts if one.publisher_id == reference]
    facts = tuple((fact.prop, fact.value) for fact in draft.facts)
    return Subject(draft.schema, facts)


def test_a_range_and_a_year_inside_it_are_compatible(taken: Any) -> None:
    row = b'7,"TESKEL, Ilmo","individual","TCO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB %s"\n'
    ours, theirs = ([taken(row % stated)[0]] for stated in (b"1979 to 1981", b"circa 1983"))
    left, right = subject(ours[0], "7"), subject(theirs[0], "7")
    assert compare(left, right, grade=Grade.of("X4")).standing is Standing.COMPATIBLE


@pytest.mark.shared
def test_two_lists_that_state_one_birth_differently_are_not_contradicted(lists: Path, taken: Any) -> None:
    united_nations, _ = taken((lists / "un_2026-01-28.xml.gz").read_bytes())
    ofac, _ = taken((lists / "ofac_sdn_2024-05-03.csv.gz").read_bytes())
    found = compare(subject(united_nations, "LYi.021"), subject(ofac, "24004"), grade=Grade.of("X4"))
    assert found.standing in {Standing.CORROBORATED, Standing.COMPATIBLE}
