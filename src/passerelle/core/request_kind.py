"""What is asked of another authority, and under which law: each kind has its own clock."""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """A request's kind; the desk says it in words."""

    INFORMATION = "information"  # Directive (EU) 2023/977 article 4
    OWN_INITIATIVE = "own-initiative"  # the same, article 7: given without being asked
    INVESTIGATION_ORDER = "investigation-order"  # Directive 2014/41/EU
    LETTER_ROGATORY = "letter-rogatory"  # conventions on mutual assistance
    FREEZING = "freezing"  # Regulation (EU) 2018/1805 article 9
    CONFISCATION = "confiscation"  # Regulation (EU) 2018/1805 article 20

    @property
    def is_judicial(self) -> bool:
        """True for what one magistrate asks of another."""
        return self not in {RequestKind.INFORMATION, RequestKind.OWN_INITIATIVE}


class Direction(StrEnum):
    """Whether it came or went."""

    RECEIVED = "received"
    MADE = "made"
