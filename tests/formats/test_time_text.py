from __future__ import annotations

from datetime import UTC, datetime

import pytest

from passerelle.formats.time_text import UNCLEAR, moment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2031-03-04", datetime(2031, 3, 4), id="date"),
        pytest.param("2031-03-04 05:06", datetime(2031, 3, 4, 5, 6), id="minutes"),
        pytest.param("2031-03-04T05:06:07Z", datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC), id="zone"),
        pytest.param("20310304", datetime(2031, 3, 4), id="basic"),
        pytest.param("2031/03/04 05:06", datetime(2031, 3, 4, 5, 6), id="slashes"),
        pytest.param("4.3.2031", datetime(2031, 3, 4), id="points"),
        pytest.param("04.03.2031 5:06", datetime(2031, 3, 4, 5, 6), id="short-hour"),
        pytest.param("31/03/2031, 05:06:07", datetime(2031, 3, 31, 5, 6, 7), id="day-can-only-be-first"),
        pytest.param("03/31/2031", datetime(2031, 3, 31), id="day-can-only-be-second"),
        pytest.param("03/03/2031", datetime(2031, 3, 3), id="both-alike"),
    ],
)
def test_a_date_that_can_be_read_one_way_is_read(text: str, value: datetime) -> None:
    assert moment(text) == value


def test_day_and_month_that_could_change_places_are_not_guessed() -> None:
    assert moment("03/04/2031") == UNCLEAR
    assert moment("12/05/2031") == moment("05/12/2031") == UNCLEAR
    assert moment("03/04/2031", "day") == datetime(2031, 4, 3)
    assert moment("03/04/2031", "month") == datetime(2031, 3, 4)


@pytest.mark.parametrize(
    "text", ["", "soon", "2031-13-01", "31.02.2031", "4.3.2031 at noon", "4.3.31"], ids=repr
)
def test_what_is_no_date_is_explained(text: str) -> None:
    assert isinstance(moment(text), str)


@pytest.mark.parametrize(
    ("text", "first", "value"),
    [
        pytest.param("47180", "serial", datetime(2029, 3, 3), id="serial"),
        pytest.param("47180.5", "serial", datetime(2029, 3, 3, 12), id="serial-with-a-time"),
        pytest.param("45718", "serial-1904", datetime(2029, 3, 3), id="serial-of-1904"),
        pytest.param("2031-03-04", "serial", datetime(2031, 3, 4), id="a-date-among-serials"),
        pytest.param("04/03/31", "day", datetime(2031, 3, 4), id="two-figures"),
        pytest.param("04/03/99 17.05", "day", datetime(1999, 3, 4, 17, 5), id="last-century"),
        pytest.param("04032031", "day", datetime(2031, 3, 4), id="figures-together"),
        pytest.param("4 Mar 2031", "", datetime(2031, 3, 4), id="named"),
        pytest.param("04-Mar-2031 05:06", "", datetime(2031, 3, 4, 5, 6), id="named-with-dashes"),
        pytest.param("March 4, 2031", "", datetime(2031, 3, 4), id="named-first"),
        pytest.param("1er août 2031", "", datetime(2031, 8, 1), id="french"),
        pytest.param("12 juillet 2031", "", datetime(2031, 7, 12), id="july"),
        pytest.param("12 juin 2031", "", datetime(2031, 6, 12), id="june"),
        pytest.param("4. Dez. 2031", "", datetime(2031, 12, 4), id="german"),
    ],
)
def test_what_the_caller_says_or_the_month_names_settles_it(text: str, first: str, value: datetime) -> None:
    assert moment(text, first) == value


@pytest.mark.parametrize("text", ["47180", "04/03/31", "04032031", "4 Foo 2031", "0112-12-12"], ids=repr)
def test_a_bare_number_or_a_short_year_is_not_guessed(text: str) -> None:
    assert isinstance(moment(text), str)
