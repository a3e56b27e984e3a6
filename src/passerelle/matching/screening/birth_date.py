"""What dates of birth say beside a name: nothing decides, and what is missing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.values import date
from passerelle.matching.screening.calendar_day import same_day

if TYPE_CHECKING:
    from collections.abc import Sequence

# Years of the solar and the lunar calendar counted from the Hijra, in which living people are born.
FIRST_OTHER, LAST_OTHER = 1290, 1460
SILENT = 3  # rank where one side has no date
LENGTH_OF_DAY = len("1980-05-03")


@dataclass(frozen=True, slots=True)
class Birth:
    """A sentence for the reader, where it ranks among hits of one score, and what it takes off."""

    sentence: str
    rank: int
    cost: float = 0.0

    @property
    def speaks(self) -> bool:
        """True when dates are known on both sides and can be the same."""
        return self.rank < SILENT


SAME_DAY = Birth("The same day of birth.", 0)
COMPATIBLE = Birth("The dates of birth can be the same; one is less exact.", 1)
NEAR = Birth("The dates of birth differ as slips do.", 2)
OTHER_CALENDAR = Birth("The years of birth can be the same in another calendar.", 2)
LIST_SILENT = Birth("The list gives no date of birth, so the name stands alone.", SILENT)
ASKER_SILENT = Birth("No date of birth was asked about, so the name stands alone.", SILENT)
UNREADABLE = Birth("The date of birth asked about cannot be read, so the name stands alone.", SILENT)
OTHER = Birth("The dates of birth differ: perhaps another person of that name.", 4, 0.08)


def birth(asked: str, known: Sequence[str]) -> Birth:
    """How a date asked about stands to those known of somebody."""
    if not asked.strip():
        return ASKER_SILENT
    if not known:
        return LIST_SILENT
    ours = date.normal(asked)
    theirs = [form for form in map(date.normal, known) if form]
    found = _beside(ours, theirs) if ours and theirs else OTHER
    calendar = next((name for one in known if (name := same_day(asked, one))), "")
    if found is OTHER and calendar:
        return Birth(f"The same day of birth, once written in the {calendar} calendar.", 1)
    if not (ours and theirs):
        return LIST_SILENT if ours else UNREADABLE
    return OTHER_CALENDAR if found is OTHER and _in_another_calendar(ours, theirs) else found


def _beside(ours: str, theirs: Sequence[str]) -> Birth:
    if ours in theirs and len(ours) == LENGTH_OF_DAY:
        return SAME_DAY
    if any(date.agrees(ours, form) for form in theirs):
        return COMPATIBLE
    return NEAR if any(date.near(ours, form) for form in theirs) else OTHER


def _in_another_calendar(asked: str, known: Sequence[str]) -> bool:
    """True when a year written in a calendar counted from the Hijra can be the same year."""
    return any(
        _converted(int(one[:4])) & set(date.years(two)) or _converted(int(two[:4])) & set(date.years(one))
        for one in [asked]
        for two in known
    )


def _converted(year: int) -> set[int]:
    """The years of our calendar that a year of another may mean, months aside."""
    if not FIRST_OTHER <= year <= LAST_OTHER:
        return set()
    lunar = int(year * 0.970224 + 621.5774)
    return {year + 621, year + 622, lunar, lunar + 1}


def day_number(text: str) -> int:
    """A date as one number, year before month before day; zeros for what is not said or is inexact."""
    form = date.normal(text) or ""
    if not form or "/" in form or form.endswith("~"):
        return 0
    return int(form.replace("-", "").ljust(LENGTH_OF_DAY - 2, "0"))
