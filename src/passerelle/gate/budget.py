"""How much one partner may bring in a while: one that floods waits, and the others are served as before."""

from __future__ import annotations

from dataclasses import dataclass, field

PER_SECOND = 100.0
AT_ONCE = 6_000.0  # what a partner that comes back after a month may bring in one go


@dataclass(slots=True)
class Budget:
    """A bucket for each partner that fills by the clock; a message more than is in it is put off."""

    per_second: float = PER_SECOND
    at_once: float = AT_ONCE
    left: dict[str, tuple[float, float]] = field(default_factory=dict)  # what is in it, and as of when

    def take(self, carrier: str, count: int, now: float) -> bool:
        """Whether the partner may bring so many now; `now` is a clock that never goes back."""
        held, at = self.left.get(carrier, (self.at_once, now))
        filled = min(self.at_once, held + (now - at) * self.per_second)
        enough = filled >= count
        self.left[carrier] = (filled - count if enough else filled, now)
        return enough

    def wait(self, carrier: str, count: int) -> int:
        """Whole seconds until so many may be brought, at least one."""
        held, _ = self.left.get(carrier, (self.at_once, 0.0))
        return max(1, round((count - held) / self.per_second + 0.5))
