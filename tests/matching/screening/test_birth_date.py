from __future__ import annotations

import pytest

from passerelle.matching.screening import birth_date
from passerelle.matching.screening.birth_date import birth, day_number

SAID = {
    "same-day": ("1980-05-03", ["1980-05-03"], birth_date.SAME_DAY),
    "less-exact": ("1980", ["1980-05-03"], birth_date.COMPATIBLE),
    "written-otherwise": ("3 May 1980", ["1980-05-03"], birth_date.SAME_DAY),
    "day-and-month-swapped": ("1980-03-05", ["1980-05-03"], birth_date.NEAR),
    "solar-calendar": ("1359", ["1980"], birth_date.OTHER_CALENDAR),
    "lunar-calendar": ("1980-05-03", ["1400"], birth_date.OTHER_CALENDAR),
    "others": ("1980-05-03", ["1951-11-20"], birth_date.OTHER),
    "list-silent": ("1980-05-03", [], birth_date.LIST_SILENT),
    "asker-silent": ("", ["1980"], birth_date.ASKER_SILENT),
    "unreadable": ("soon", ["1980"], birth_date.UNREADABLE),
}


@pytest.mark.parametrize(("asked", "known", "said"), SAID.values(), ids=SAID)
def test_dates_are_told_beside_a_name(asked: str, known: list[str], said: birth_date.Birth) -> None:
    assert birth(asked, known) is said


@pytest.mark.parametrize(
    ("asked", "known", "calendar"),
    [
        ("1996-03-20", "1375-01-01", "solar Hijri"),
        ("1375-02-31", "1996-05-20", "solar Hijri"),
        ("2023-07-19", "1445-01-01", "lunar Hijri"),
        ("1980-05-03", "1972-08-25", "Ethiopian"),
    ],
    ids=["solar", "solar-asked", "lunar", "ethiopian"],
)
def test_a_day_of_another_calendar_is_told_with_its_name(asked: str, known: str, calendar: str) -> None:
    said = birth(asked, ["1951-11-20", known])
    assert calendar in said.sentence
    assert (said.cost, said.speaks) == (0.0, True)


def test_only_dates_that_exclude_each_other_cost_something() -> None:
    assert [one for _, _, one in SAID.values() if one.cost] == [birth_date.OTHER]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1980-05-03", 19800503),
        ("1980-05", 19800500),
        ("1980", 19800000),
        ("1980~", 0),
        ("1980/1982", 0),
        ("1980-05/1982-01-03", 0),
        ("1980~/1982~", 0),
        ("soon", 0),
    ],
    ids=["day", "month", "year", "about", "years", "days", "about-years", "none"],
)
def test_a_date_is_one_number_where_it_is_exact(text: str, number: int) -> None:
    assert day_number(text) == number
