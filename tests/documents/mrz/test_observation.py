from __future__ import annotations

from datetime import date

import pytest
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import check

THEN = specimen.THEN


def names(text: str, today: date = THEN) -> set[str]:
    """What is unusual, without what is offered and without what is said of Utopia everywhere."""
    found = {one.name.value for one in check(text, today).indicators}
    return found - {"possible-misreading", "code-never-issued"}


@pytest.mark.parametrize("name", ["TD1", "TD2", "TD3"])
def test_nothing_is_unusual_in_a_specimen_in_force(name: str) -> None:
    assert names(specimen.ALL[name]) == set()


def test_a_document_has_expired_the_day_after() -> None:
    assert names(specimen.TD3, date(2012, 4, 15)) == set()
    assert names(specimen.TD3, date(2012, 4, 16)) == {"expired"}


def test_more_years_than_any_such_document_has_are_unusual() -> None:
    assert names(specimen.TD3, date(2002, 4, 15)) == set()
    assert names(specimen.TD3, date(2001, 1, 1)) == {"validity-unusual"}


@pytest.mark.parametrize(
    ("old", "new", "indicator"),
    [
        pytest.param("P<UTO", "P<ZZZ", "code-unknown", id="issuer"),
        pytest.param("6UTO", "6DEU", "code-unknown", id="nationality-in-another-spelling"),
        pytest.param("P<UTO", "P<YUG", None, id="former-state-within-its-documents"),
        pytest.param("740812", "741312", "date-impossible", id="thirteenth-month"),
        pytest.param("740812", "7408<<", "date-partial", id="day-unknown"),
        pytest.param("740812", "740800", "date-partial", id="day-nought"),
        pytest.param("P<UTO", "P<FRA", "number-format-unusual", id="number-of-another-form"),
        pytest.param(
            "ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "ANNA<MARIA<ALEXANDRA<LEONORAB", "name-may-be-cut", id="long"
        ),
    ],
)
def test_what_is_unusual_is_named(old: str, new: str, indicator: str | None) -> None:
    assert old in specimen.TD3
    assert names(specimen.TD3.replace(old, new)) == ({indicator} if indicator else set())


@pytest.mark.parametrize(
    ("code", "why"),
    [
        pytest.param("UTO", "it stands on specimens alone", id="specimen"),
        pytest.param("IAO", "it names who signed a list, and stands on no travel document", id="list"),
    ],
)
def test_a_code_that_no_issuer_has_is_told_once(code: str, why: str) -> None:
    found = check(specimen.TD3.replace("P<UTO", f"P<{code}"), THEN).indicators
    told = [(one.name.value, one.why, one.line, one.position) for one in found]
    assert told == [("code-never-issued", f"{code} is the code of no issuer: {why}", 1, 3)]


def test_a_code_of_a_former_state_long_after_it_is_unusual() -> None:
    text = specimen.TD3.replace("P<UTO", "P<YUG").replace("120415", "260415")
    assert "code-outside-its-dates" in names(text, date(2020, 1, 1))


def test_a_code_of_a_former_state_is_judged_by_the_day_its_document_ended_and_not_by_today() -> None:
    text = specimen.TD3.replace("P<UTO", "P<YUG").replace("120415", "050415")
    assert "code-outside-its-dates" not in names(text, date(2026, 1, 1))


def test_a_french_card_is_in_force_on_its_last_day() -> None:
    assert names(specimen.FR_ID, date(1998, 7, 1)) == set()
    assert names(specimen.FR_ID, date(1998, 7, 2)) == {"expired"}


def test_a_french_card_past_its_years_has_expired() -> None:
    assert names(specimen.FR_ID, date(1998, 6, 30)) == set()
    assert names(specimen.FR_ID, THEN) == {"expired"}


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC"])
def test_the_code_of_a_refugee_changes_nothing_that_is_said(code: str) -> None:
    usual = check(specimen.TD3, THEN)
    theirs = check(specimen.TD3.replace("6UTO", f"6{code}"), THEN)
    assert theirs.protection is not None
    assert usual.protection is None
    assert [one.as_json() for one in theirs.indicators] == [one.as_json() for one in usual.indicators]
    assert theirs.as_json() | {"fields": None} == usual.as_json() | {"fields": None}
