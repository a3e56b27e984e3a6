"""What a message did: the reply to sign, and the line that the journal keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.messages import Answer, Outcome, RefusalCode

if TYPE_CHECKING:
    from passerelle.casework.node_reason import NodeReason
    from passerelle.protocol.journal import Act


class RefusedError(PasserelleError):
    """A message is refused for a reason that needed no look at data; nothing of it took effect."""

    def __init__(self, code: RefusalCode, clause: str = "") -> None:
        super().__init__(f"refused: {code}" + (f", clause {clause}" if clause else ""))
        self.code = code
        self.clause = clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect that the caller's transaction now holds."""

    act: Act
    reason: NodeReason  # for the journal
    subjects: tuple[str, ...] = ()  # entity ids; the journal keeps salted commitments of them
    commitments: tuple[str, ...] = ()  # of what is bound without naming anybody
    outcome: Outcome = Outcome.TAKEN
    answer: Answer | None = None  # sent instead of a receipt
