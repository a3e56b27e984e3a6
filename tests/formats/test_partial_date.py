from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.property_type import PropertyType
from passerelle.core.values.date import normal, years
from passerelle.formats.partial_date import approximate, date_range, partial_date, stated_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 Dec 1948", "1948-12-10"),
        ("Dec 1948", "1948-12"),
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
        ("10 Dec 1948", "1948-12-10"),
        ("circa 1948", "1948~"),
        ("Approximately Dec 1948", "1948-12~"),
        ("1960 to 1962", "1960/1962"),
        ("Between 1960 and 1962", "1960/1962"),
        ("01 Jan 1960 to 31 Dec 1961", "1960-01-01/1961-12-31"),
        ("circa 1960-1961", "1960~/1961~"),
        ("1948-1950", "1948/1950"),
        ("1962 to 1960", ""),
        ("1900 to 1990", ""),
        ("1960 to nothing", ""),
        ("nothing", ""),
        ("", ""),
    ],
    ids=lambda text: text or "none",
)
def test_about_and_between_are_kept_as_stated(text: str, expected: str) -> None:
    assert stated_date(text) == expected


def test_about_nothing_is_nothing() -> None:
    assert (approximate("1980"), approximate("")) == ("1980~", "")


@given(st.integers(1700, 2160), st.integers(0, 40), st.booleans())
def test_a_range_is_one_value_that_the_core_reads_as_it_stands(first: int, length: int, about: bool) -> None:
    form = date_range(str(first), str(first + length), about=about)
    assert normal(form) == form
    assert PropertyType.DATE.fits(form)
    margin = 1 if about else 0
    assert years(form) == list(range(first - margin, first + length + margin + 1))


@given(
    st.text(max_size=30)
    | st.from_regex(r"(circa )?\d{1,2}[ /.-]\d{1,2}[ /.-]\d{4}( to \d{4})?", fullmatch=True)
)
def test_any_text_gives_a_form_that_the_core_reads_or_nothing(text: str) -> None:
    found = stated_date(text)
    assert found == "" or normal(found) == found
    single = partial_date(text)
    assert partial_date(single) == single
