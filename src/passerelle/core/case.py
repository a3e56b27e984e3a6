"""A case: why data are looked at, by whom, until when (rule 11)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.purpose import Purpose


class CaseError(PasserelleError):
    """A case is incomplete or cannot change so; it is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked before anything is read; members are user ids."""

    id: str
    reference: str  # the service's own file number, shown to partners; never a name
    purpose: Purpose
    legal_basis: str
    opened: datetime
    members: frozenset[str]
    closed: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a case without reference, basis or members, and one that ends before it begins."""
        for part in ("id", "reference", "legal_basis"):
            if not getattr(self, part).strip():
                raise CaseError(f"a case needs its {part}; it was not opened")
        if not self.members:
            raise CaseError("a case needs a member; it was not opened")
        if self.closed is not None and self.closed < self.opened:
            raise CaseError("a case cannot close before it opened; it is as it was")

    def is_open(self, at: datetime) -> bool:
        """Whether it gives a reason to read at this instant."""
        return self.opened <= at and (self.closed is None or at < self.closed)

    def admits(self, user: str, at: datetime) -> bool:
        """Whether this user may read under it at this instant."""
        return user in self.members and self.is_open(at)

    def close(self, at: datetime) -> Case:
        """The closed case; raises CaseError when it is closed already."""
        if self.closed is not None:
            raise CaseError("the case is closed already; it is as it was")
        return dataclasses.replace(self, closed=at)
