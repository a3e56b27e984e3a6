"""What goes back to a partner, and whether its instant may tell nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """The bytes; `at_slot` for what was looked up: it leaves at a fixed time after the question came."""

    wire: bytes
    at_slot: bool
