from __future__ import annotations

from datetime import date

import pytest

from passerelle.documents.mrz.series import french_card_ends, series

TODAY = date(2026, 11, 22)


def test_what_an_issuer_says_goes_before_what_holds_for_all() -> None:
    british, other = series("GBR", "P"), series("UTO", "P")
    assert british
    assert other
    assert (british.years, other.years) == (11, 10)


def test_nothing_is_said_of_a_card_of_which_nothing_is_known() -> None:
    assert series("UTO", "I") is None


@pytest.mark.parametrize(
    ("issuer", "kind", "number", "fits"),
    [
        ("FRA", "P", "15CE12345", True),
        ("FRA", "P", "CE1512345", False),
        ("D", "P", "C11T002JM", True),
        ("D", "P", "CBEIOAU12", False),
        ("NLD", "P", "XR1001R58", True),
        ("NLD", "P", "OR1001R58", False),
    ],
)
def test_numbers_are_formed_as_their_issuer_forms_them(
    issuer: str, kind: str, number: str, fits: bool
) -> None:
    known = series(issuer, kind)
    assert known
    assert known.number
    assert bool(known.number.fullmatch(number)) is fits


def test_a_document_lasts_no_longer_than_its_series() -> None:
    known = series("UTO", "P")
    assert known
    assert not known.is_too_long(TODAY, date(2036, 11, 22), None)
    assert known.is_too_long(TODAY, date(2037, 1, 1), None)


def test_cards_of_persons_over_seventy_may_last_longer() -> None:
    known = series("SWE", "ID")
    assert known
    assert known.is_too_long(TODAY, date(2076, 1, 1), date(1980, 1, 1))
    assert not known.is_too_long(TODAY, date(2076, 1, 1), date(1950, 1, 1))
    assert not known.is_too_long(TODAY, date(2076, 1, 1), date(1956, 1, 1))


@pytest.mark.parametrize(
    ("number", "ends"),
    [
        pytest.param("880692310285", date(1998, 7, 1), id="ten-years-and-a-month"),
        pytest.param("100692310285", date(2025, 7, 1), id="prolonged-to-fifteen"),
        pytest.param("031292310285", date(2014, 1, 1), id="the-month-before-prolonging"),
        pytest.param("140192310285", date(2024, 2, 1), id="the-month-after-prolonging"),
        pytest.param("881392310285", None, id="no-such-month"),
        pytest.param("X80692310285", None, id="no-date"),
    ],
)
def test_the_end_of_an_older_french_card_follows_from_its_number(number: str, ends: date | None) -> None:
    assert french_card_ends(number, TODAY) == ends


@pytest.mark.parametrize("issuer", ["FRA", "D", "ALB", "RKS", "BEL"])
def test_what_was_not_read_in_a_text_says_its_doubt(issuer: str) -> None:
    known = series(issuer, "P")
    assert known
    assert known.source
    assert known.doubt
