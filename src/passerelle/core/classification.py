"""Protective marking of the information, lowest first.

Levels from CONFIDENTIEL UE upward are known so that they can be refused: a
node is not accredited to hold them.
"""

from __future__ import annotations

from enum import StrEnum


class Classification(StrEnum):
    """Ordered from least to most protected; compare with `level`."""

    BASIC = "BPL"  # unclassified but protected
    RESTRICTED = "RESTREINT UE/EU RESTRICTED"
    CONFIDENTIAL = "CONFIDENTIEL UE/EU CONFIDENTIAL"
    SECRET = "SECRET UE/EU SECRET"  # noqa: S105 - a level's name, not a password

    @property
    def level(self) -> int:
        """0 for the least protected."""
        return tuple(Classification).index(self)

    @property
    def may_be_stored(self) -> bool:
        """True up to RESTRICTED; above that a node needs an accreditation nobody has given."""
        return self.level <= Classification.RESTRICTED.level
