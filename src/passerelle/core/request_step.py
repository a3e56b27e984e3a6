"""What happened to a request after its receipt: each step is written once, and the clock is read off them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.request_answer import PartRefused


class Step(StrEnum):
    """A step; the last three end something that a clock runs for."""

    ACKNOWLEDGED = "acknowledged"
    CLARIFICATION = "clarification"  # asked of the requester: the clock stands (Directive 2023/977, 6(3))
    CLARIFIED = "clarified"  # by the requester: the clock runs on
    EXTENDED = "extended"  # a judicial authorisation is needed, and the requester was told (5(2))
    RECOGNISED = "recognised"  # a magistrate decided to carry out a foreign order
    EXECUTED = "executed"  # it was carried out
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One step, when, and what was said with it."""

    step: Step
    at: datetime
    text: str = ""  # the question, the reason of a delay, the words of an answer
    authorisation: str = ""  # the reference of a judicial authorisation
    expected: datetime | None = None  # until when a delay lasts
    delivered: tuple[str, ...] = ()  # parts
    refused: tuple[PartRefused, ...] = ()
