from __future__ import annotations

import pytest

from passerelle.matching.screening import beside as module
from passerelle.matching.screening.beside import asked_marks, beside, marks_of
from passerelle.matching.screening.screening import Screening
from passerelle.matching.screening.segment import NameRow, build

FACTS = [
    ("name", "Besa Strakova"),
    ("passportNumber", "P 123-4567"),
    ("address", "4 rue du Port, Port-Lanterne"),
    ("nationality", "xo"),
    ("birthPlace", "Lindau"),
    ("country", "xo"),
    ("religion", "none"),
]


def test_documents_and_places_are_read_and_nothing_of_origin() -> None:
    assert marks_of("Person", FACTS).split() == ["document:P1234567", "place:port", "place:lanterne"]


@pytest.mark.parametrize(
    ("document", "address", "said"),
    [
        ("p1234567", "", module.SAME_DOCUMENT),
        ("P9999999", "Lanterne", module.SAME_PLACE),
        ("", "Lindau", module.NOTHING),
        ("", "", module.NOTHING),
    ],
    ids=["document", "place", "birthplace-is-unread", "nothing-asked"],
)
def test_what_is_shared_is_said(document: str, address: str, said: module.Beside) -> None:
    assert beside(asked_marks(document, address), marks_of("Person", FACTS).split()) is said


def test_hits_of_one_score_are_ordered_by_document_then_date_then_place_then_rarity() -> None:
    rows = [
        NameRow("other-date", "Ana Lindova", "Person", "1950-01-02"),
        NameRow("plain", "Ana Lindova", "Person"),
        NameRow("place", "Ana Lindova", "Person", "", "place:lanterne"),
        NameRow("date", "Ana Lindova", "Person", "1990-02-11"),
        NameRow("document", "Ana Lindova", "Person", "", "document:P1234567"),
    ]
    marks = asked_marks("P1234567", "Port-Lanterne")
    hits = Screening([build(rows)]).hits("Ana Lindova", "1990-02-11", marks=marks)
    assert [hit.id for hit in hits] == ["document", "date", "place", "plain", "other-date"]
    assert "The same document number." in hits[0].why


def test_what_stands_beside_makes_no_hit_and_no_score() -> None:
    rows = [NameRow("1", "Ana Lindova", "Person", "", "document:P1234567")]
    known = Screening([build(rows)])
    assert known.hits("Claire Brandl", marks=asked_marks("P1234567", "")) == []
    asked = known.hits("Ana Lindowa"), known.hits("Ana Lindowa", marks=asked_marks("P1234567", ""))
    assert asked[0][0].score == asked[1][0].score
