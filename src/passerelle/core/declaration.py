"""A document number that its issuer declares stolen, lost or invalid: the number alone, never its holder.

Lists of this kind have been used against people whom a court had cleared.
So only the issuer writes; what is declared invalid while its holder carries it
names the decision of a court, and what is stolen or lost the report of whoever
missed it: without one, a State could call any passport lost. Each says where the holder may object; each ends
on a day of review (rules 12 and 20).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.values import country, document_number
from passerelle.core.values.number_range import numbers

if TYPE_CHECKING:
    from datetime import date

LONGEST = timedelta(days=5 * 366)


class Declared(StrEnum):
    """What an issuer may say of a number."""

    STOLEN_BLANK = "stolen-blank"
    LOST_BLANK = "lost-blank"
    STOLEN = "stolen"
    LOST = "lost"
    INVALID = "invalid"

    @property
    def is_of_blanks(self) -> bool:
        """True for documents that were never issued to anybody: these alone come in ranges."""
        return self in {Declared.STOLEN_BLANK, Declared.LOST_BLANK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One number, or the first and last of a range of blanks."""

    issuer: str  # ISO 3166-1 alpha-2, as the number's documents say it
    document_type: str
    first: str
    last: str = ""
    declared: Declared
    since: date
    review: date
    redress: str  # where whoever holds the document may object
    decision: str = ""  # the reference of a court's decision, for what is invalid
    report: str = ""  # the reference of the report of theft or loss, for everything else

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that is declared; raises NumberRangeError."""
        return tuple(numbers(self.first, self.last or self.first))


class Fault(StrEnum):
    """Why a declaration is not written; each is the sentence that is shown."""

    NOT_THE_ISSUER = "only the State that issues a document declares its number"
    NO_REDRESS = "it does not say where whoever holds the document may object"
    NO_DECISION = "a document is invalid by a court's decision, whose reference is missing"
    NO_REPORT = "what is stolen or lost was reported by somebody; the reference of the report is missing"
    RANGE_OF_HOLDERS = "only blanks come in ranges: a document that has a holder is declared by itself"
    REVIEW = "its review lies more than five years ahead or is past, or it begins after today"
    NUMBER = "a number is too short or has too few digits to be told from others"


def fault(one: Declaration, *, writer: str, today: date) -> Fault | None:
    """Why a service of this country may not write it, or None; a range that is none raises."""
    invalid = one.declared is Declared.INVALID
    found = (
        (not is_issuer(writer, one.issuer), Fault.NOT_THE_ISSUER),
        (not one.redress.strip(), Fault.NO_REDRESS),
        (invalid and not one.decision.strip(), Fault.NO_DECISION),
        (not invalid and not one.report.strip(), Fault.NO_REPORT),
        (bool(one.last) and not one.declared.is_of_blanks, Fault.RANGE_OF_HOLDERS),
        (not today < one.review <= today + LONGEST or one.since > today, Fault.REVIEW),
        (any(document_number.normal(number) is None for number in one.numbers), Fault.NUMBER),
    )
    return next((reason for holds, reason in found if holds), None)


def is_issuer(writer: str, issuer: str) -> bool:
    """Whether the country of a service is the one that issues; nobody's code is nobody's."""
    return bool(issuer.strip()) and _code(writer) == _code(issuer)


def _code(text: str) -> str:
    # A code that no list of countries has is compared as it is written.
    return country.normal(text) or text.strip().upper()
