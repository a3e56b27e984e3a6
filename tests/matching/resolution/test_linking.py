from __future__ import annotations

import pytest
from tests.matching.resolution.register import Row, registers

from passerelle.core.draft import Draft, Fact
from passerelle.matching.resolution.linking import MOST_CANDIDATES, Link, link
from passerelle.matching.resolution.side import Gathering, vocabularies

PROPERTIES = {
    "given_name": "firstName",
    "surname": "lastName",
    "street_number": "houseNumber",
    "address_1": "street",
    "suburb": "city",
    "postcode": "postalCode",
    "date_of_birth": "birthDate",
}


def of_row(row: Row) -> Draft:
    facts = tuple(Fact(PROPERTIES[name], text) for name, text in row.items() if name in PROPERTIES and text)
    return Draft(publisher_id=row["rec_id"], schema="Person", line=1, facts=facts)


def entity(ident: str, schema: str, **facts: str) -> Draft:
    listed = tuple(Fact(prop, one) for prop, text in facts.items() for one in text.split("|"))
    return Draft(publisher_id=ident, schema=schema, line=1, facts=listed)


def linked(left: list[Draft], right: list[Draft]) -> list[Link]:
    shared = vocabularies()
    sides = Gathering(shared), Gathering(shared)
    for gathering, drafts in zip(sides, (left, right), strict=True):
        for draft in drafts:
            gathering.add(draft)
    return list(link(sides[0].side(), sides[1].side(), shared))


def f1(found: list[Link], expected: int) -> float:
    said = [(one.left, one.right) for one in found if one.same]
    right = sum(1 for one, two in said if one[1:] == two[1:] and two[0] == "b")
    return 2 * right / (len(said) + expected)


@pytest.mark.parametrize(
    "overlap", [pytest.param(1.0, id="everybody-is-in-both"), pytest.param(0.4, id="most-are-in-one")]
)
def test_a_worn_copy_is_linked_and_relatives_are_not(overlap: float) -> None:
    made = registers(600, overlap=overlap)
    found = linked([of_row(row) for row in made.left], [of_row(row) for row in made.right])
    expected = sum(1 for row in made.right if row["rec_id"][0] == "b")
    assert f1(found, expected) >= 0.985


def test_the_same_files_give_the_same_lines() -> None:
    made = registers(150)
    sides = [of_row(row) for row in made.left], [of_row(row) for row in made.right]
    assert linked(*sides) == linked(*sides)


def test_candidates_come_in_the_order_of_the_left_file_best_first_ten_at_most() -> None:
    twins = [entity(f"b{n}", "Person", name="Orsolt Vanterlin", birthDate="1980-02-03") for n in range(30)]
    found = linked(
        [entity("a2", "Person", name="Orsolt Vanterlin"), entity("a1", "Person", name="Vanterlin Orsolt")],
        twins,
    )
    assert [one.left for one in found] == ["a2"] * MOST_CANDIDATES + ["a1"] * MOST_CANDIDATES
    scores = [one.score for one in found[:MOST_CANDIDATES]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_one_row_may_be_the_same_as_several() -> None:
    rows = [
        entity(f"{side}{n}", "Person", name=f"Perel{n}dor Galvi{n}stan", birthDate=f"19{50 + n}-02-03")
        for side in "abc"
        for n in range(40)
    ]
    found = linked(rows[:40], rows[40:])
    assert sum(one.same for one in found) == 80


def test_other_names_in_other_scripts_and_orders_meet() -> None:
    found = linked(
        [entity("a", "Person", name="Ильмо Варентов", birthDate="1971-05-09")],
        [
            entity("b", "Person", name="Sandor Pel|VARENTOV, Ilmo", birthDate="1971-05-09"),
            entity("c", "Person", name="Teskel Ondri", birthDate="1971-05-09"),
        ],
    )
    assert (found[0].right, found[0].same) == ("b", True)


def test_a_person_is_never_a_company_of_that_name() -> None:
    facts = {"name": "Ilmo Varentov"}
    companies = [entity("b", "Company", **facts), entity("c", "Vessel", **facts)]
    assert not linked([entity("a", "Person", **facts)], companies)
    assert linked([entity("a", "Person", **facts)], [entity("b", "LegalEntity", **facts)])


def test_a_birth_date_apart_parts_namesakes_and_a_silent_one_does_not() -> None:
    left = [entity("a", "Person", name="Ilmo Varentov", birthDate="1971-05-09")]
    other = linked(left, [entity("b", "Person", name="Ilmo Varentov", birthDate="1950-11-30")])
    silent = linked(left, [entity("b", "Person", name="Ilmo Varentov")])
    same = linked(left, [entity("b", "Person", name="Ilmo Varentov", birthDate="1971-05-09")])
    scores = [found[0].score if found else 0.0 for found in (other, silent, same)]
    assert scores == sorted(scores)
    assert (scores[0] < 0.5, scores[2] > 0.9) == (True, True)
    assert "not on both sides: date of birth" in silent[0].why


def test_a_paper_counts_for_its_holder() -> None:
    paper = entity("p", "Passport", holder="a", number="XX1234567")
    found = linked(
        [entity("a", "Person", name="Ilmo Varentov"), paper],
        [entity("b", "Person", name="Ilmo Varentov", passportNumber="xx 123 4567")],
    )
    assert "number: the same" in found[0].why


def test_a_reason_holds_no_value() -> None:
    made = registers(50)
    found = linked([of_row(row) for row in made.left], [of_row(row) for row in made.right])
    values = {text for row in made.left for name, text in row.items() if name != "rec_id" and len(text) > 3}
    assert not any(value in one.why for one in found for value in values)


def test_where_somebody_was_born_or_belongs_changes_nothing() -> None:
    facts = {"name": "Ilmo Varentov"}
    other = {"nationality": "xa", "birthPlace": "Unterland", "country": "xb"}
    plain = linked([entity("a", "Person", **facts)], [entity("b", "Person", **facts)])
    assert plain == linked([entity("a", "Person", **facts, **other)], [entity("b", "Person", **facts)])


def test_an_empty_file_gives_nothing() -> None:
    assert not linked([], [entity("b", "Person", name="Ilmo Varentov")])
    assert not linked([entity("a", "Person", notes="x")], [entity("b", "Person", name="Ilmo Varentov")])
