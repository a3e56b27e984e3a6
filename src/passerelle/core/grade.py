"""How far a source and an item of information can be trusted (4x4, Council document 6243/18).

Letters and figures are the provider's and are never overwritten. A grade of
another scale is kept verbatim beside its 4x4 reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceGrade(StrEnum):
    """The reliability of the source."""

    A = "A"  # no doubt about authenticity, trustworthiness and competence
    B = "B"  # information received has proved reliable in most instances
    C = "C"  # information received has proved unreliable in most instances
    X = "X"  # cannot be assessed


class InformationGrade(StrEnum):
    """The accuracy of the information."""

    ONE = "1"  # accuracy not in doubt
    TWO = "2"  # known personally to the source, not to the official who passes it on
    THREE = "3"  # not known personally to the source, corroborated by other recorded information
    FOUR = "4"  # not known personally to the source, cannot be corroborated


SOURCE_ORDER = tuple(SourceGrade)
INFORMATION_ORDER = tuple(InformationGrade)


@dataclass(frozen=True, slots=True)
class Grade:
    """A 4x4 evaluation; `scale` and `verbatim` keep what the provider wrote in another scale."""

    source: SourceGrade
    information: InformationGrade
    scale: str = "4x4"
    verbatim: str = ""

    def __str__(self) -> str:
        return f"{self.source}{self.information}"

    @classmethod
    def of(cls, text: str) -> Grade:
        """The grade written `A1` … `X4`; raises ValueError for anything else."""
        if len(text) != 2:  # noqa: PLR2004 - one letter, one figure
            raise ValueError(f"a 4x4 grade is one letter and one figure, not {text!r}")
        return cls(SourceGrade(text[0].upper()), InformationGrade(text[1]))

    @property
    def better_than_x4(self) -> bool:
        """True when at least the source or the information could be assessed (rule 7)."""
        return (self.source, self.information) != (SourceGrade.X, InformationGrade.FOUR)


def worst(first: Grade, second: Grade) -> Grade:
    """The grade whose letter and figure are each the worse of the two (rule 3)."""
    source = max(first.source, second.source, key=SOURCE_ORDER.index)
    information = max(first.information, second.information, key=INFORMATION_ORDER.index)
    for grade in (first, second):
        if (grade.source, grade.information) == (source, information):
            return grade
    return Grade(source, information)
