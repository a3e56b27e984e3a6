"""What is unusual in a zone: an indicator has a name, a place and a reason, and decides nothing (rule 26)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from json.encoder import encode_basestring_ascii as quoted


class IndicatorName(StrEnum):
    """The closed list of what can be said about a zone beside its digits."""

    UNREADABLE = "unreadable"
    SPACES = "spaces-left-out"
    CHARACTER = "character-not-allowed"
    FILLER = "filler-misplaced"
    NAME_CUT = "name-may-be-cut"
    TYPE = "type-unusual"
    CODE = "code-unknown"
    CODE_DATES = "code-outside-its-dates"
    CODE_NEVER = "code-never-issued"
    DATE = "date-impossible"
    DATE_PARTIAL = "date-partial"
    EXPIRED = "expired"
    VALIDITY = "validity-unusual"
    NUMBER_FORMAT = "number-format-unusual"
    MISREADING = "possible-misreading"
    VISUAL = "visual-zone-differs"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One observation; line and position count from one, nought where it has no single place."""

    name: IndicatorName
    why: str
    line: int = 0
    position: int = 0

    def as_json(self) -> dict[str, str | int]:
        """The observation as it is printed; a place is left out where there is none."""
        row: dict[str, str | int] = {"name": self.name.value, "why": self.why}
        if self.line:
            row |= {"line": self.line, "position": self.position}
        return row

    def as_json_text(self) -> str:
        """The same as text."""
        place = f', "line": {self.line}, "position": {self.position}' if self.line else ""
        return f'{{"name": "{self.name.value}", "why": {quoted(self.why)}{place}}}'
