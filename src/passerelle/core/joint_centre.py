"""Who belongs to a joint centre, for which purpose, from when, and what each member keeps back.

A State joins when every member agrees, for the purposes named, after an
assessment of rights was published. Any member keeps back any category alone.
What is not written is not opened: a joining that lacks one voice, or whose
assessment came late, opens nothing (rule 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.agreement import AgreementParty
    from passerelle.core.party import Party
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """One party comes in for some purposes; every name is a party's."""

    member: str
    since: datetime
    purposes: frozenset[Purpose]
    assessment: str  # where the assessment of rights can be read
    published: datetime
    agreed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withholding:
    """What one member sends to nobody in the centre, or to none of those it names."""

    member: str
    since: datetime
    until: datetime | None  # the first instant at which it no longer holds
    categories: frozenset[SubjectCategory]
    recipients: frozenset[str] = frozenset()  # parties' names; empty: all
    purposes: frozenset[Purpose] = frozenset()  # empty: all

    def holds(self, at: datetime) -> bool:
        """Whether it binds at this instant."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class JointCentre:
    """The parties of an agreement as members, and what they keep back."""

    parties: tuple[AgreementParty, ...]
    joinings: tuple[Joining, ...]
    withholdings: tuple[Withholding, ...]

    def members(self, purpose: Purpose, at: datetime) -> frozenset[str]:
        """The names of the parties that belong to it for this purpose at this instant."""
        counted = self._counted(at)
        return self._founders | {one.member for one in counted if purpose in one.purposes}

    def admits(self, party: Party, purpose: Purpose, at: datetime) -> bool:
        """Whether the service is, or belongs to, a member for this purpose."""
        return not self._names(party).isdisjoint(self.members(purpose, at))

    def withholds(
        self, sender: Party, recipient: Party, category: SubjectCategory, purpose: Purpose, at: datetime
    ) -> bool:
        """Whether the sender keeps this category back from this recipient."""
        senders, recipients = self._names(sender), self._names(recipient)
        return any(
            one.member in senders
            and one.holds(at)
            and category in one.categories
            and (not one.recipients or not one.recipients.isdisjoint(recipients))
            and (not one.purposes or purpose in one.purposes)
            for one in self.withholdings
        )

    @property
    def _founders(self) -> frozenset[str]:
        """The parties that no joining names: they made the centre."""
        return frozenset(one.name for one in self.parties) - {one.member for one in self.joinings}

    def _counted(self, at: datetime) -> list[Joining]:
        """The joinings that took effect, in the order in which they did.

        Whoever was a member before, for any purpose, had a voice; two that
        come in at one instant have none about each other.
        """
        counted: list[Joining] = []
        for one in sorted(self.joinings, key=lambda joining: joining.since):
            before = {earlier.member for earlier in counted if earlier.since < one.since}
            voices = (self._founders | before) - {one.member}
            if one.since <= at and one.published < one.since and voices <= one.agreed:
                counted.append(one)
        return counted

    def _names(self, party: Party) -> frozenset[str]:
        return frozenset(one.name for one in self.parties if one.is_met_by(party))
