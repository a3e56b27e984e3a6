from __future__ import annotations

import pytest

from passerelle.casework.counting import Count
from passerelle.core.draft import Draft, Explained, Fact
from passerelle.core.subject import SubjectCategory


def draft(name: str, schema: str, *facts: tuple[str, str], records: int = 1) -> Draft:
    said = tuple(Fact(*fact) for fact in facts)
    return Draft(publisher_id=name, schema=schema, line=9, facts=said, records=records)


def counted(*items: Draft | Explained, category: SubjectCategory | None = None) -> Count:
    count = Count(category=category, hold=category is not None)
    for item in items:
        count.add(item)
    count.close()
    return count


ANA = draft("1", "Person", ("name", "Ana"), ("shoe", "42"))


def test_what_the_vocabulary_refuses_is_no_statement() -> None:
    found = counted(ANA)
    assert (found.taken, found.statements, len(found.entities)) == (1, 1, 1)
    assert [("shoe" in reason, many) for reason, many in found.notes.items()] == [(True, 1)]


def test_a_fact_counts_once_however_it_is_spelt() -> None:
    assert counted(ANA, draft("1", "Person", ("name", " ANA "))).statements == 1
    assert counted(ANA, draft("2", "Person", ("name", "ANA"))).statements == 2


@pytest.mark.parametrize(("owner", "statements"), [("1", 2), ("absent", 1)])
def test_a_reference_counts_where_its_record_was_taken_wherever_that_stands(
    owner: str, statements: int
) -> None:
    link = draft("9", "Ownership", ("owner", owner))
    assert counted(link, ANA).statements == counted(ANA, link).statements == statements


def test_a_record_of_which_nothing_is_taken_is_explained_once_for_each_record() -> None:
    found = counted(draft("1", "Person", ("shoe", "42"), records=3), Explained(4, "broken"))
    assert (found.taken, found.statements, found.entities) == (0, 0, set())
    assert [one.line for one in found.explained] == [9, 9, 9, 4]


def test_what_was_read_out_of_a_record_is_no_record_of_its_own() -> None:
    found = counted(ANA, draft("1.listing", "Sanction", ("shoe", "42"), records=0))
    assert (found.taken, found.explained) == (1, [])
    assert sum(found.notes.values()) == 2


def test_of_a_protected_person_identifying_values_do_not_count() -> None:
    person = draft("1", "Person", ("name", "Ana"), ("gender", "female"))
    found = counted(person, category=SubjectCategory.VICTIM)
    assert (found.taken, found.statements) == (1, 1)
    assert counted(person, category=SubjectCategory.CONTACT).statements == 2
