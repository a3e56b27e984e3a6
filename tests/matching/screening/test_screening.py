from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.matching.name.threshold import SAME_NAME
from passerelle.matching.screening.screening import MOST_HITS, Screening
from passerelle.matching.screening.segment import NameRow, build

ROWS = [
    NameRow("1", "Besa Strakova", "Person", "1980-05-03"),
    NameRow("2", "Hassan Karim Brandl", "Person", "1975"),
    NameRow("3", "Hussein Karim Brandl", "Person"),
    NameRow("4", "Беса Линдова", "Person"),
    NameRow("5", "Brandl Shipping Ltd", "Company"),
    NameRow("1", "Bessa Strakov", "Person", "1980-05-03"),
    NameRow("6", "محمد سلمان", "Person"),
    NameRow("7", "---", "Person"),
]
SCREENING = Screening([build(ROWS)])
FOUND = {
    "same": ("Besa Strakova", "1"),
    "order": ("STRAKOVA, Besa", "1"),
    "two-slips": ("Besaa Strakoba", "1"),
    "in-one-short-word": ("Besa Lindofa", "4"),
    "other-script": ("Besa Lindova", "4"),
    "arabic": ("Mohamed Salman", "6"),
    "part-left-out": ("Hassan Brandl", "2"),
    "written-apart": ("Besa Stra kova", "1"),
    "company": ("BRANDL SHIPPING LIMITED", "5"),
}


@pytest.mark.parametrize(("asked", "entity"), FOUND.values(), ids=FOUND)
def test_a_name_is_found_however_it_is_written(asked: str, entity: str) -> None:
    assert SCREENING.hits(asked)[0].id == entity


@pytest.mark.parametrize("asked", ["Ana Kowalska", "Brandl", "", "---", "Strakova Brandl"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    assert SCREENING.hits(asked) == []


def test_a_brother_is_no_hit() -> None:
    assert [hit.id for hit in SCREENING.hits("Hassan Karim Brandl")] == ["2"]


def test_an_entity_with_two_names_is_one_hit() -> None:
    assert [hit.id for hit in SCREENING.hits("Besa Strakova")] == ["1"]


def test_among_namesakes_the_same_date_comes_first_and_another_date_last() -> None:
    rows = [
        NameRow("other", "Ana Lindova", "Person", "1950-01-02"),
        NameRow("silent", "Ana Lindova", "Person"),
        NameRow("same", "Ana Lindova", "Person", "1990-02-11"),
    ]
    hits = Screening([build(rows)]).hits("Ana Lindova", "1990-02-11")
    assert [hit.id for hit in hits] == ["same", "silent", "other"]
    assert "The same day of birth." in hits[0].why
    assert "The list gives no date of birth" in hits[1].why


def test_alike_in_all_else_the_rarer_name_comes_first() -> None:
    rows = [NameRow("a", "Mohamed Karimi Brandl", "Person"), NameRow("b", "Mohamed Karimi Strakov", "Person")]
    rows += [NameRow(f"x{n}", f"Ana{n} Brandl", "Person") for n in range(5)]
    assert [hit.id for hit in Screening([build(rows)]).hits("Mohamed Karimi")] == ["b", "a"]


def test_there_are_ten_hits_at_most_the_best_first() -> None:
    rows = [NameRow(str(n), "Besa Strakova" if n % 2 else "Besa Strakoba", "Person") for n in range(30)]
    hits = Screening([build(rows)]).hits("Besa Strakova")
    assert len(hits) == MOST_HITS
    assert [hit.score for hit in hits] == sorted([hit.score for hit in hits], reverse=True)
    assert hits[0].score == 1.0


def test_several_segments_answer_as_one_and_what_is_gone_is_not_shown() -> None:
    parts = [build(ROWS[:3]), build(ROWS[3:])]
    assert [hit.id for hit in Screening(parts).hits("Besa Strakova")] == ["1"]
    assert Screening(parts, [{"1"}, {"1"}]).hits("Besa Strakova") == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_asked_about(asked: str) -> None:
    assert all(SAME_NAME <= hit.score <= 1 and hit.why for hit in SCREENING.hits(asked))


def test_an_index_without_names_answers() -> None:
    assert Screening([build([])]).hits("Besa Strakova") == []
