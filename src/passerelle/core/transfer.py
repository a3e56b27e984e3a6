"""Everything a decision may know about one item on its way from one service to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.protective import pending

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.item_permission import Cover, ItemPermission
    from passerelle.core.marking import Marking
    from passerelle.core.party import Party
    from passerelle.core.protective import ProtectiveKind, ProtectiveState
    from passerelle.core.purpose import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One item, one sender, one recipient, one purpose, one instant."""

    sender: Party
    recipient: Party
    marking: Marking
    schema: str
    prop: str
    purpose: Purpose
    at: datetime
    record: str = ""
    permissions: tuple[ItemPermission, ...] = ()
    states: tuple[ProtectiveState, ...] = ()  # of the person the item is about
    minor: bool = False
    cleared: bool = False  # the guard of rule 22 said Cleared
    case: str = ""  # in which it is sent

    @property
    def is_onward(self) -> bool:
        """True when the sender passes on what another service owns, to a third (rule 4)."""
        return self.marking.owner not in {self.sender.service, self.recipient.service}

    @property
    def protections(self) -> frozenset[ProtectiveKind]:
        """The protective states pending at this instant."""
        return pending(self.states, self.at)

    @property
    def is_about_a_child(self) -> bool:
        """True for a child, and for anyone presumed one."""
        return self.minor or any(kind.is_childhood for kind in self.protections)

    def is_permitted(self, cover: Cover) -> bool:
        """Whether a recorded permission, by whoever may give it, opens this now."""
        return any(
            permission.holds(
                cover,
                record=self.record,
                recipient=self.recipient.service,
                purpose=self.purpose,
                at=self.at,
                case=self.case,
            )
            and (not cover.is_the_owners or permission.by == self.marking.owner)
            for permission in self.permissions
        )
