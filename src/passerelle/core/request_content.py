"""What a request must say before it is one (Directive (EU) 2023/977 article 4(3) to (5)).

Without its necessity, and why the other side would hold the information, a
request is a fishing expedition and is neither sent nor registered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.request_clock import Urgency
from passerelle.core.request_kind import RequestKind
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.purpose import Purpose

ENGLISH = "en"  # article 11: every list of languages holds it


class UrgencyReason(StrEnum):
    """Why it cannot wait (article 4(4))."""

    PUBLIC_SECURITY = "public-security"
    LIFE_OR_LIMB = "life-or-limb"
    LIBERTY = "liberty"  # a decision on somebody's detention hangs on it
    LOSING_RELEVANCE = "losing-relevance"


class RequestContentError(PasserelleError):
    """A request lacks what the law wants in it; nothing was sent or registered."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"the request lacks: {', '.join(self.missing)}; nothing was sent or registered. "
            "Say each of them, in words that another service understands."
        )


@dataclass(frozen=True, slots=True)
class RequestPart:
    """One thing that is asked; an answer gives or refuses it as a whole (rule 15)."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """A fact by which the other side finds what is meant."""

    schema: str
    prop: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContent:
    """Everything that is asked, and why; whole, or it is not made."""

    kind: RequestKind
    urgency: Urgency
    purpose: Purpose
    offence: str  # the facts and the offence
    parts: tuple[RequestPart, ...]
    necessity: str = ""  # why it is necessary and proportionate
    held_there: str = ""  # the objective reasons to believe that the other side has it
    link: str = ""  # between the purpose and the person
    urgent_because: UrgencyReason | None = None
    limits: str = ""  # on the use of what the request itself says
    language: str = ENGLISH
    authority: str = ""  # of an order: the court or prosecutor that issued it
    wanted_by: datetime | None = None  # where no law sets a limit: what the requester asks for
    about: tuple[About, ...] = ()

    def __post_init__(self) -> None:
        """Raises RequestContentError, which names what is missing and no value."""
        missing = [name for name, is_said in self._needs() if not is_said]
        if missing:
            raise RequestContentError(missing)

    @property
    def is_urgent(self) -> bool:
        """Whether a reason for urgency stands in it."""
        return self.urgency is not Urgency.OTHER

    def _needs(self) -> list[tuple[str, bool]]:
        refs = [one.ref for one in self.parts]
        needs = [
            ("the facts and the offence", bool(self.offence.strip())),
            ("parts, each named once and said in words", _are_parts(self.parts, refs)),
            (
                "a reason for urgency if, and only if, it is urgent",
                self.is_urgent == bool(self.urgent_because),
            ),
        ]
        if self.kind is RequestKind.INFORMATION:
            needs += [
                ("why it is necessary and proportionate", bool(self.necessity.strip())),
                ("why the other side is believed to hold it", bool(self.held_there.strip())),
            ]
        if self.kind.is_judicial:
            needs.append(("the authority that issued the order", bool(self.authority.strip())))
        return needs


def _are_parts(parts: tuple[RequestPart, ...], refs: list[str]) -> bool:
    said = all(one.ref.strip() and one.text.strip() for one in parts)
    return bool(parts) and said and len(set(refs)) == len(refs)
