"""What one side says about one thing, as far as matching reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing and its facts as (property, value), in FollowTheMoney's names."""

    schema: str
    facts: tuple[tuple[str, str], ...]

    def values(self, *props: str) -> tuple[str, ...]:
        """The values of these properties, each once, in the order given."""
        return tuple(dict.fromkeys(value for prop, value in self.facts if prop in props))
