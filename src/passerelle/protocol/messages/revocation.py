"""`revocation`: the keys of a service are not to be believed any more, from an instant on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.card import checked_id
from passerelle.protocol.fields import instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


class RevocationReason(StrEnum):
    """Why."""

    COMPROMISED = "compromised"  # its keys are in other hands
    LEFT = "left"  # it has left the cooperation
    EXPELLED = "expelled"  # the others end it


@dataclass(frozen=True, slots=True)
class Revocation:
    """Of which service, the sender's own or another's, why, and since when."""

    service: str
    reason: RevocationReason
    since: datetime

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"service": self.service, "reason": str(self.reason), "since": instant_text(self.since)}

    @classmethod
    def of(cls, fields: Fields) -> Revocation:
        """The body read strictly."""
        return cls(
            fields.choice("service", checked_id),
            fields.choice("reason", RevocationReason),
            fields.instant("since"),
        )
