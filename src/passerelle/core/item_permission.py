"""What an owner or a magistrate allowed for one item and one recipient.

Per item, per recipient, for one purpose, never retroactive: before it was
granted and after it was revoked it allows nothing (rules 1, 4, 5 and 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.purpose import Purpose

TWO_PEOPLE = 2


class Cover(StrEnum):
    """What a permission opens; each names who may give it."""

    ONWARD = "onward"  # rule 4, by the owner
    JUDICIAL = "judicial"  # rule 5 and H1, by the owner
    BEYOND_ADDRESSEE = "beyond-addressee"  # rule 5 and H2, by the owner
    RESTRICTION = "restriction"  # H3, by the owner, who was asked
    FURTHER_USE = "further-use"  # another purpose, by the owner
    IDENTITY = "identity"  # rule 1: consent, judicial order or vital interest, two named people
    INDEPENDENT = "independent"  # rule 1: known independently of protection, non-punishment check signed
    CHILD = "child"  # rule 20: a magistrate's decision
    DEATH_INQUIRY = "death-inquiry"  # rule 19: a judicial order
    DEROGATION = "derogation"  # rule 17: one case, documented

    @property
    def is_the_owners(self) -> bool:
        """True where only the service that owns the item may give it."""
        return self in OWNERS

    @property
    def is_a_judges(self) -> bool:
        """True where a magistrate is among those who put their names to it."""
        return self in JUDGES

    @property
    def people(self) -> int:
        """How many different named people it takes."""
        return TWO_PEOPLE if self in {Cover.IDENTITY, Cover.INDEPENDENT} else 1


OWNERS = frozenset(
    {
        Cover.ONWARD,
        Cover.JUDICIAL,
        Cover.BEYOND_ADDRESSEE,
        Cover.RESTRICTION,
        Cover.FURTHER_USE,
    }
)


JUDGES = frozenset({Cover.INDEPENDENT, Cover.CHILD, Cover.DEATH_INQUIRY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPermission:
    """One recorded permission."""

    record: str
    recipient: str  # service id
    by: str  # service id of whoever gave it
    people: frozenset[str]  # user ids of the named people
    granted: datetime
    covers: frozenset[Cover]
    purpose: Purpose
    revoked: datetime | None = None
    note: str = ""
    case: str = ""  # in which it was given; a derogation opens nothing in another (rule 17)

    def holds(
        self, cover: Cover, *, record: str, recipient: str, purpose: Purpose, at: datetime, case: str = ""
    ) -> bool:
        """Whether it opens this for this item, recipient and purpose at this instant, in this case."""
        return (
            cover in self.covers
            and (cover is not Cover.DEROGATION or self.case == case)
            and bool(record)
            and (self.record, self.recipient, self.purpose) == (record, recipient, purpose)
            and len(self.people) >= cover.people
            and self.granted <= at
            and (self.revoked is None or at < self.revoked)
        )
