from __future__ import annotations

import pytest

from passerelle.matching.screening import birth_date
from passerelle.matching.screening.birth_date import birth

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


def test_only_dates_that_exclude_each_other_cost_something() -> None:
    assert [one for _, _, one in SAID.values() if one.cost] == [birth_date.OTHER]
