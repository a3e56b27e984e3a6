from __future__ import annotations

import pytest

from passerelle.core.draft import Fact
from passerelle.core.statement import LONGEST_VALUE
from passerelle.core.subject import SubjectCategory
from passerelle.formats.gathered import Gathered, document, short_digest


@pytest.fixture
def made() -> Gathered:
    return Gathered("p1", "Person", 3)


def test_a_value_is_kept_once_trimmed_with_the_text_it_was_read_from(made: Gathered) -> None:
    made.add("name", "  Ilmo \n Teskel ", "TESKEL, Ilmo")
    made.add("name", "Ilmo Teskel")
    made.add("alias", "Varo", "Varo")
    assert made.draft().facts == (
        Fact("name", "Ilmo Teskel", "", "TESKEL, Ilmo"),
        Fact("alias", "Varo"),
    )
    assert "name" in made
    assert "phone" not in made


@pytest.mark.parametrize("nothing", ["", " ", "-0-", "n/a", "None", "NULL"], ids=repr)
def test_a_sign_for_nothing_is_no_value(made: Gathered, nothing: str) -> None:
    made.add("name", nothing)
    assert made.draft().facts == ()


def test_a_text_beyond_the_longest_value_is_kept_in_parts(made: Gathered) -> None:
    made.add("notes", "x" * LONGEST_VALUE + "y")
    assert [fact.value for fact in made.draft().facts] == ["x" * LONGEST_VALUE, "y"]


def test_a_draft_accounts_for_its_records_and_keeps_what_was_said_of_it(made: Gathered) -> None:
    made.category = SubjectCategory.CONTACT
    made.left.append("a reason")
    draft = made.draft(2)
    assert (draft.records, draft.left, draft.category, draft.line) == (2, ("a reason",), "contact", 3)


def test_a_document_is_its_holder_s_and_its_id_shows_no_number(made: Gathered) -> None:
    passport = document(made, number="ZZ 17", country="Seeland", issued="2019", passport=True)
    card = document(made, number="ZZ 17", country="Seeland")
    assert (passport.schema, card.schema, passport.records) == ("Passport", "Identification", 0)
    assert passport.first("holder") == "p1"
    assert passport.publisher_id != card.publisher_id
    assert "ZZ" not in passport.publisher_id
    assert [fact.prop for fact in made.draft().facts] == ["passportNumber", "idNumber"]


def test_a_digest_does_not_join_what_stands_apart() -> None:
    assert short_digest("a", "bc") != short_digest("ab", "c")
