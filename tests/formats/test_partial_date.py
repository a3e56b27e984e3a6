from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.formats.partial_date import dates, partial_date, years_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 Dec 1948", "1948-12-10"),
        ("Dec 1948", "1948-12"),
        ("circa 1948", "1948"),
        ("00/00/1980", "1980"),
        ("00/05/1980", "1980-05"),
        ("7.3.1980", "1980-03-07"),
        ("1980-3-7", "1980-03-07"),
        ("31/02/1980", ""),
        ("00/13/1980", ""),
        ("1980-13", ""),
        ("Foo 1980", ""),
        ("0999", ""),
        ("unknown", ""),
    ],
    ids=lambda text: text or "none",
)
def test_a_date_is_read_as_precisely_as_it_is_stated(text: str, expected: str) -> None:
    assert partial_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1960 to 1962", ("1960", "1961", "1962")),
        ("01 Jan 1960 to 31 Dec 1961", ("1960", "1961")),
        ("circa 1960-1961", ("1960", "1961")),
        ("1962 to 1960", ()),
        ("1900 to 1990", ()),
        ("nothing", ()),
    ],
    ids=["years", "days", "circa", "backwards", "wide", "none"],
)
def test_a_range_is_every_year_of_it(text: str, expected: tuple[str, ...]) -> None:
    assert dates(text) == expected


@given(st.integers(1700, 2160), st.integers(0, 40))
def test_a_range_has_both_its_ends(first: int, length: int) -> None:
    years = years_between(str(first), str(first + length))
    assert (years[0], years[-1], len(years)) == (str(first), str(first + length), length + 1)


@given(st.text(max_size=30))
def test_any_text_gives_an_iso_prefix_or_nothing(text: str) -> None:
    assert all(partial_date(found) == found for found in dates(text))
