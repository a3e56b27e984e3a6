"""Why received bytes did not become a message, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.messages import Refusal, RefusalCode

if TYPE_CHECKING:
    from passerelle.protocol.message import Message


class RejectCode(StrEnum):
    """The step of the receiving procedure that failed."""

    FRAMING = "framing"
    ALGORITHM = "algorithm"
    RECIPIENT = "recipient"
    SENDER = "sender"
    CARRIER = "carrier"
    SEAL = "seal"
    SIGNATURE = "signature"
    MISMATCH = "mismatch"
    INCARNATION = "incarnation"
    KIND = "kind"
    AGREEMENT = "agreement"
    BODY = "body"


# What is said to a sender whose signature holds. To anyone else every rejection sounds the same.
REFUSALS = {
    RejectCode.INCARNATION: RefusalCode.INCARNATION_ROLLED_BACK,
    RejectCode.KIND: RefusalCode.KIND_UNKNOWN,
    RejectCode.AGREEMENT: RefusalCode.AGREEMENT_UNKNOWN,
    RejectCode.BODY: RefusalCode.BODY_MALFORMED,
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """The bytes had no effect; `message` is there once its signature held."""

    code: RejectCode
    id: str = ""
    message: Message | None = None

    @property
    def refusal(self) -> Refusal | None:
        """The refusal to sign and send back; None where the sender is not proven, and nothing is said."""
        code = REFUSALS.get(self.code)
        return Refusal(self.id, code) if code else None
