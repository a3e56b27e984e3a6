"""What a file says, before anybody has graded, marked or stored it.

A draft is one entity, or one dated link between entities, in FollowTheMoney's
names. Whatever refers to another entity refers to its publisher's id in the
same file. Persons whom a remark merely names stay text (rule 9): no draft is
ever made of a relative. A record of a file is taken, as a draft, or explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from passerelle.core.subject import SubjectCategory

# Schemata that describe a relation, a document or a listing and not a thing of their own.
INTERVALS = frozenset(
    {
        "Associate",
        "Directorship",
        "Employment",
        "Family",
        "Identification",
        "Interval",
        "Membership",
        "Occupancy",
        "Ownership",
        "Passport",
        "Payment",
        "Representation",
        "Sanction",
        "Succession",
        "UnknownLink",
    }
)


class Fact(NamedTuple):
    """One value of one property; `original` is the publisher's text wherever the value was read out of it.

    A list has hundreds of thousands: a named tuple is made three times faster than a frozen dataclass.
    """

    prop: str
    value: str
    language: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One entity or link of a file; `records` of the file are accounted for by it."""

    publisher_id: str
    schema: str
    line: int
    facts: tuple[Fact, ...]
    records: int = 1  # 0 for what was read out of a record that another draft accounts for
    left: tuple[str, ...] = ()  # what was not taken of this record and why, without values
    category: SubjectCategory | None = None  # whom it is about, where the file's own column says it

    @property
    def is_link(self) -> bool:
        """True for a relation, a document or a listing, false for a thing of its own."""
        return self.schema in INTERVALS

    def first(self, prop: str) -> str:
        """The first value of a property, or an empty text."""
        return next((fact.value for fact in self.facts if fact.prop == prop), "")


@dataclass(frozen=True, slots=True)
class Explained:
    """A record that was not taken, and why; the reason holds no value of the record."""

    line: int
    reason: str
    part: str = ""  # the companion file, where a list is published in several
