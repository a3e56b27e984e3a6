from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.documents.mrz.printed_date import DateState, parse

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("740812", DateState.EXACT),
        ("960229", DateState.EXACT),
        ("970229", DateState.IMPOSSIBLE),
        ("741301", DateState.IMPOSSIBLE),
        ("740431", DateState.IMPOSSIBLE),
        ("7408<<", DateState.PARTIAL),
        ("74<<<<", DateState.PARTIAL),
        ("<<<<<<", DateState.PARTIAL),
        ("<<0230", DateState.IMPOSSIBLE),
        ("74<<31", DateState.PARTIAL),
        ("740800", DateState.ZEROS),
        ("740000", DateState.ZEROS),
        ("741300", DateState.IMPOSSIBLE),
        ("74A812", DateState.MISPRINTED),
        ("7<0812", DateState.MISPRINTED),
        ("٧٤٠٨١٢", DateState.MISPRINTED),
    ],
)
def test_what_can_be_used_of_a_date_is_said(text: str, state: DateState) -> None:
    assert parse(text).state is state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("740812", date(1974, 8, 12), id="last-century"),
        pytest.param("261122", date(2026, 11, 22), id="today"),
        pytest.param("261123", date(1926, 11, 23), id="tomorrow-is-a-century-ago"),
        pytest.param("000229", date(2000, 2, 29), id="leap-day-of-2000"),
    ],
)
def test_a_birth_is_never_after_today(text: str, expected: date) -> None:
    assert parse(text).birth(TODAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("350101", date(2035, 1, 1), id="to-come"),
        pytest.param("760101", date(2076, 1, 1), id="fifty-years-ahead"),
        pytest.param("770101", date(1977, 1, 1), id="beyond-is-the-past"),
    ],
)
def test_an_expiry_is_read_around_today(text: str, expected: date) -> None:
    assert parse(text).expiry(TODAY) == expected


def test_a_partial_date_is_no_day() -> None:
    assert parse("7408<<").birth(TODAY) is None


@given(st.text("0123456789<A", min_size=6, max_size=6))
def test_a_date_that_is_exact_has_a_day_and_no_other_has_one(text: str) -> None:
    found = parse(text)
    assert (found.birth(TODAY) is not None) == (found.state is DateState.EXACT)
