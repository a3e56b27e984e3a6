"""Handling codes: what the provider lets others do with an item (Council document 6243/18).

Codes add up and never cancel: the union travels (rule 3). H3 is free text, so
a machine treats it as "ask the provider".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HandlingCode(StrEnum):
    """One restriction set by the provider."""

    H0 = "H0"  # only for preventing and combating crime
    H1 = "H1"  # not to be disclosed in judicial proceedings without the provider's permission
    H2 = "H2"  # not to be disseminated without the provider's permission
    H3 = "H3"  # other restrictions, in the text


@dataclass(frozen=True, slots=True)
class Handling:
    """A set of codes and the texts of H3; at least one code."""

    codes: frozenset[HandlingCode]
    texts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse the empty set, and H3 without its text."""
        if not self.codes:
            raise ValueError("handling needs at least one code; H0 is the least")
        if (HandlingCode.H3 in self.codes) != bool(self.texts):
            raise ValueError("H3 is the code of a text, and a text needs H3")

    def __str__(self) -> str:
        return "+".join(sorted(self.codes))

    @classmethod
    def of(cls, text: str) -> Handling:
        """The handling that codes joined by + name; raises ValueError for any other text."""
        return cls(frozenset(HandlingCode(code) for code in text.upper().split("+")))

    def union(self, other: Handling) -> Handling:
        """Both sets of codes and both texts, each text once, sorted."""
        return Handling(self.codes | other.codes, tuple(sorted({*self.texts, *other.texts})))


H0 = Handling(frozenset({HandlingCode.H0}))
