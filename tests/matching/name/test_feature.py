from __future__ import annotations

import pytest

from passerelle.matching.name import feature
from passerelle.matching.name.comparison import compare_names
from passerelle.matching.name.feature import FEATURES, Shares

INERT = ("ethnic", "religio", "national", "birthplace", "country", "origin", "citizen")


@pytest.mark.parametrize("one", FEATURES, ids=lambda one: one.name)
def test_every_feature_explains_itself_to_an_analyst(one: feature.Feature) -> None:
    assert len(one.explanation.split()) > 5
    assert "Args" not in one.explanation


@pytest.mark.parametrize("one", FEATURES, ids=lambda one: one.name)
def test_no_feature_measures_origin_or_belief(one: feature.Feature) -> None:
    assert not [word for word in INERT if word in f"{one.name} {one.explanation}".lower()]


def test_what_is_measured_holds_nothing_about_a_person_but_the_two_names() -> None:
    assert set(Shares.__slots__) == {
        "ways",
        "differing",
        "extra",
        "body",
        "one_word",
        "patronymics_differ",
        "numbers_differ",
        "father_and_son",
        "forms_differ",
    }


@pytest.mark.parametrize(
    ("left", "right", "measure"),
    [
        ("Sergei Viktorovich Strakov", "Sergei Borisovich Strakov", feature.patronymics_differ),
        ("Karim bin Salman", "Salman bin Karim", feature.father_and_son),
        ("Besa", "Besa Strakova", feature.one_word),
    ],
    ids=["patronymics", "father-and-son", "one-word"],
)
def test_what_speaks_against_is_seen(left: str, right: str, measure: object) -> None:
    assert callable(measure)
    assert measure(compare_names(left, right, "Person").shares) == 1.0


def test_the_shares_of_two_names_come_to_one_where_all_agrees() -> None:
    shares = compare_names("Besa Strakova", "Strakova Besa", "Person").shares
    assert sum(shares.ways.values()) == pytest.approx(1.0)


def test_the_score_never_leaves_its_bounds() -> None:
    assert feature.score(Shares({}, differing=1.0, one_word=True, forms_differ=True)) == 0.0
    assert feature.score(Shares({}, extra=9.0)) == 1.0
