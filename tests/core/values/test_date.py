from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.values import date

FORMS = st.one_of(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(str),
    st.integers(1900, 2100).map(str),
    st.integers(1900, 2100).map("{}~".format),
    st.tuples(st.integers(1900, 2000), st.integers(2000, 2100)).map("{0[0]}/{0[1]}".format),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1980", "1980", id="year"),
        pytest.param("1980-05", "1980-05", id="month"),
        pytest.param("1980-05-03T00:00:00", "1980-05-03", id="instant"),
        pytest.param("00/00/1980", "1980", id="zeros-mean-unknown"),
        pytest.param("25/10/1969", "1969-10-25", id="only-one-order-possible"),
        pytest.param("10/25/1969", "1969-10-25", id="american-order"),
        pytest.param("01/08/1979", "1979", id="order-unknown-keeps-the-year"),
        pytest.param("25 Oct 1969", "1969-10-25", id="worded"),
        pytest.param("October 25, 1969", "1969-10-25", id="american-worded"),
        pytest.param("12 décembre 1985", "1985-12-12", id="french"),
        pytest.param("circa 1969", "1969~", id="about"),
        pytest.param("circa 1969 to 1971", "1969~/1971~", id="about-a-range"),
        pytest.param("1965 to 1969", "1965/1969", id="range"),
        pytest.param("entre 1965 et 1969", "1965/1969", id="french-range"),
        pytest.param("1969-1971", "1969/1971", id="dashed-range"),
        pytest.param("1971 to 1969", None, id="backward-range"),
        pytest.param("1969-02-30", None, id="no-such-day"),
        pytest.param("30-35 years old", None, id="an-age"),
        pytest.param("۱۹۸۰", "1980", id="persian-digits"),
    ],
)
def test_a_date_keeps_what_is_known(text: str, expected: str | None) -> None:
    assert date.normal(text) == expected


def test_the_given_order_of_day_and_month_is_used() -> None:
    assert date.normal("01/08/1979", day_first=True) == "1979-08-01"
    assert date.normal("01/08/1979", day_first=False) == "1979-01-08"


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        pytest.param("1980", "1980-05-03", "agrees", id="year-and-day-in-it"),
        pytest.param("1980~", "1982", "agrees", id="about"),
        pytest.param("1972/1977", "1975-01-02", "agrees", id="in-range"),
        pytest.param("1960-01-01", "1960-08-09", "agrees", id="first-of-january-is-a-filler"),
        pytest.param("1988-05-07", "1988-07-05", "near", id="swapped"),
        pytest.param("1985-12-12", "1985-12-02", "near", id="one-figure"),
        pytest.param("1980", "1981", "near", id="next-year"),
        pytest.param("1980-05-03", "1981-11-20", "contradicts", id="other-day"),
        pytest.param("1972/1977", "1980", "contradicts", id="out-of-range"),
        pytest.param("1980~", "1990", "contradicts", id="far-from-about"),
    ],
)
def test_two_dates_agree_are_near_or_contradict(left: str, right: str, verdict: str) -> None:
    found = [name for name in ("agrees", "near", "contradicts") if getattr(date, name)(left, right)]
    assert found == [verdict]


@given(FORMS, FORMS)
def test_exactly_one_verdict_holds_both_ways(left: str, right: str) -> None:
    verdicts = [date.agrees(left, right), date.near(left, right), date.contradicts(left, right)]
    assert sum(verdicts) == 1
    assert verdicts == [date.agrees(right, left), date.near(right, left), date.contradicts(right, left)]


@given(FORMS)
def test_normal_is_idempotent_and_agrees_with_itself(form: str) -> None:
    assert date.normal(form) == form
    assert date.agrees(form, form)


def test_years_widen_only_when_approximate() -> None:
    assert date.years("1980-05-03") == [1980]
    assert date.years("1980~") == [1979, 1980, 1981]
    assert date.years("1980~/1982~") == [1979, 1980, 1981, 1982, 1983]
    assert date.years("1979/1981") == [1979, 1980, 1981]
