"""Why somebody objects to a declared number: a closed list, none of which a person has to give.

The States' police organisation may not serve political, military, religious or
racial ends (Interpol, Constitution, article 3). Whoever stands under protection
from a State never has to say so to it.
"""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """What the objection rests on."""

    UNSAID = "unsaid"
    MISTAKE = "mistake"
    FOUND = "found"
    COURT = "court"
    POLITICAL = "political"
    PROTECTION = "protection"

    @property
    def may_reach_the_issuer(self) -> bool:
        """False where the issuing State would learn that somebody asked for protection (rule 22)."""
        return self is not Ground.PROTECTION
