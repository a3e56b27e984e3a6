"""Who else is told of a request: the contact point, and Europol, each yes or no with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from passerelle.errors import PasserelleError


class NoCopyReason(StrEnum):
    """Why a designated authority leaves its contact point out (Directive (EU) 2023/977 article 4(2))."""

    SENSITIVE_INQUIRY = "sensitive-inquiry"
    TERRORISM = "terrorism"
    SAFETY_OF_A_PERSON = "safety-of-a-person"


class CopyReasonError(PasserelleError):
    """Whether a copy goes was not said, or not why; nothing was sent."""

    def __init__(self, to: str) -> None:
        super().__init__(f"say whether {to} has a copy, and why; nothing was sent")


@dataclass(frozen=True, slots=True)
class ContactCopy:
    """The copy for the contact points of both States; left out only for a reason of the list."""

    no_copy: NoCopyReason | None = None

    @property
    def is_copied(self) -> bool:
        """Whether the contact points read it."""
        return self.no_copy is None


@dataclass(frozen=True, slots=True)
class EuropolCopy:
    """Decided case by case, never by rule (article 12); both answers have their reason."""

    copied: bool
    reason: str

    def __post_init__(self) -> None:
        """Raises CopyReasonError."""
        if not self.reason.strip():
            raise CopyReasonError("Europol")
