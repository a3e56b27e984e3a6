from __future__ import annotations

from datetime import date

import pytest
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.visual import Page, compare
from passerelle.documents.outcome import Outcome

YES, NO, OPEN = Outcome.CONSISTENT, Outcome.NOT_CONSISTENT, Outcome.NOT_VERIFIABLE
PAGE = Page(
    surname="Eriksson",
    given_names="Anna Maria",
    number="L898902C3",
    birth=date(1974, 8, 12),
    expiry=date(2012, 4, 15),
    sex="F",
)


def outcomes(page: Page, zone: str = specimen.TD3) -> dict[str, Outcome]:
    return {one.name: one.outcome for one in compare(check(zone, specimen.THEN), page)}


def test_a_page_that_says_the_same_is_consistent_in_every_field() -> None:
    assert outcomes(PAGE) == dict.fromkeys(
        ["surname", "given_names", "birth", "expiry", "number", "sex"], YES
    )


def test_what_was_not_read_on_the_page_is_not_compared() -> None:
    assert outcomes(Page()) == {}


@pytest.mark.parametrize(
    ("page", "field"),
    [
        (Page(surname="Erikssen"), "surname"),
        (Page(given_names="Anna"), "given_names"),
        (Page(number="L898902C8"), "number"),
        (Page(birth=date(1974, 8, 13)), "birth"),
        (Page(birth=date(1975, 8, 12)), "birth"),
        (Page(expiry=date(2012, 5, 15)), "expiry"),
        (Page(sex="M"), "sex"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_differs_is_not_consistent(page: Page, field: str) -> None:
    assert outcomes(page) == {field: NO}


def test_a_name_in_another_script_is_consistent_or_not_verifiable_and_never_different() -> None:
    assert outcomes(Page(surname="Эрикссон"), specimen.TD3) == {"surname": YES}
    assert outcomes(Page(surname="Иванов"), specimen.TD3) == {"surname": OPEN}
    assert outcomes(Page(surname="إريكسون"), specimen.TD3) == {"surname": OPEN}


def test_a_long_name_that_was_cut_is_consistent_by_its_beginning_and_else_not_verifiable() -> None:
    zone = specimen.TD3.replace("ANNA<MARIA" + "<" * 19, "ANNA<MARIA<ALEXANDRA<LEONORAB")
    assert outcomes(Page(given_names="Anna Maria Alexandra Leonorabella"), zone) == {"given_names": YES}
    assert outcomes(Page(given_names="Anna Maria Beatrix"), zone) == {"given_names": OPEN}


def test_a_date_known_in_part_is_compared_in_part() -> None:
    zone = specimen.TD3.replace("740812", "7408<<")
    assert outcomes(Page(birth=date(1974, 8, 30)), zone) == {"birth": YES}
    assert outcomes(Page(birth=date(1974, 9, 30)), zone) == {"birth": NO}


def test_a_date_that_is_none_is_not_verifiable() -> None:
    assert outcomes(Page(birth=date(1974, 8, 12)), specimen.TD3.replace("740812", "741312")) == {
        "birth": OPEN
    }


def test_a_field_that_the_zone_has_not_is_not_verifiable() -> None:
    assert outcomes(Page(expiry=date(2012, 4, 15)), specimen.FR_ID) == {"expiry": OPEN}
    assert outcomes(PAGE, "no zone") == dict.fromkeys(outcomes(PAGE), OPEN)


def test_an_unspecified_sex_is_an_x_on_the_page() -> None:
    assert outcomes(Page(sex="X"), specimen.changed(specimen.TD3, 2, 21, "<")) == {"sex": YES}
