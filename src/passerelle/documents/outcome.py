"""The three answers that a machine may give about a document (rule 26)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What one check says; it is never a verdict about the document or its holder."""

    CONSISTENT = "consistent"
    NOT_CONSISTENT = "not consistent"
    NOT_VERIFIABLE = "not verifiable"  # something needed is absent or not understood here


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, its outcome, and why in one sentence."""

    name: str
    outcome: Outcome
    why: str
