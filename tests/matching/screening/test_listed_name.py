from __future__ import annotations

import pytest

from passerelle.core.draft import Draft, Fact
from passerelle.matching.screening.listed_name import listed_names
from passerelle.matching.screening.segment import NameRow

FACTS = (
    Fact("name", "Besa Strakova"),
    Fact("alias", "Bessa; Besa Strakova"),
    Fact("birthDate", "1980"),
    Fact("nationality", "xx"),
    Fact("birthPlace", "Lindau"),
)


def draft(schema: str) -> Draft:
    return Draft(publisher_id="x", schema=schema, line=1, facts=FACTS)


def test_each_name_is_listed_once_and_nothing_about_origin() -> None:
    rows = set(listed_names(draft("Person")))
    assert rows == {NameRow("x", "Besa Strakova", "Person", "1980"), NameRow("x", "Bessa", "Person", "1980")}


@pytest.mark.parametrize("schema", ["Sanction", "Address"])
def test_what_is_no_person_or_body_is_not_screened_against(schema: str) -> None:
    assert list(listed_names(draft(schema))) == []
