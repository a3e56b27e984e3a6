"""What a comparison finds about one field, and the sentence that a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How two values of one field stand to each other."""

    AGREES = "agrees"
    NEAR = "near"
    DIFFERS = "differs"
    MISSING = "missing"


class Reason(StrEnum):
    """Why; the sentence is beside it and never contains the values."""

    SAME_NAME = "same-name"
    SIMILAR_NAME = "similar-name"
    INITIALS = "initials"
    SHARED_WORDS = "shared-words"
    OTHER_NAME = "other-name"
    SAME_DATE = "same-date"
    COMPATIBLE_DATE = "compatible-date"
    NEAR_DATE = "near-date"
    OTHER_DATE = "other-date"
    SAME_IDENTIFIER = "same-identifier"
    ONE_SIGN_OFF = "one-sign-off"
    OTHER_IDENTIFIER = "other-identifier"
    OTHER_LIFELONG_NUMBER = "other-lifelong-number"
    ONE_SIDE_SILENT = "one-side-silent"
    BOTH_SILENT = "both-silent"

    @property
    def sentence(self) -> str:
        """The plain sentence in English; the desk translates by code."""
        return SENTENCES[self]


SENTENCES = {
    Reason.SAME_NAME: "Two names have the same words, spelling and order aside.",
    Reason.SIMILAR_NAME: "The closest names are spelled alike but not the same.",
    Reason.INITIALS: "The names agree where one side gives an initial for a word of the other.",
    Reason.SHARED_WORDS: "The names share words, and each may have words that the other lacks.",
    Reason.OTHER_NAME: "No name on one side resembles a name on the other.",
    Reason.SAME_DATE: "The same day is given on both sides.",
    Reason.COMPATIBLE_DATE: "One date is less exact than the other, and they can be the same day.",
    Reason.NEAR_DATE: "The dates differ as slips do: day and month swapped, a figure, the next year.",
    Reason.OTHER_DATE: "No date on one side can be the same as a date on the other.",
    Reason.SAME_IDENTIFIER: "The same value is held on both sides.",
    Reason.ONE_SIGN_OFF: "The closest values differ in one sign only, as when misread.",
    Reason.OTHER_IDENTIFIER: "Both sides hold values and none is the same; a person may have several.",
    Reason.OTHER_LIFELONG_NUMBER: "Each side holds one number given for life, and they differ.",
    Reason.ONE_SIDE_SILENT: "Only one side holds this, so nothing follows.",
    Reason.BOTH_SILENT: "Neither side holds this, so the comparison rests on less.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a comparison: a field, what each side holds, and what follows."""

    field: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    verdict: Verdict
    reason: Reason
