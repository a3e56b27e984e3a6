"""`refusal`: a message took no effect, for a reason that needed no look at data.

What depends on the data a node holds is never refused: it is answered exactly
as if the data were absent. The closed list below has no code for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.protocol.messages.reference import message_reference

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_CLAUSE = 128


class RefusalCode(StrEnum):
    """Why; every code can be known from the message, the agreement and the budget alone."""

    KIND_UNKNOWN = "kind-unknown"
    KIND_NOT_YOURS = "kind-not-yours"
    BODY_MALFORMED = "body-malformed"
    INCARNATION_ROLLED_BACK = "incarnation-rolled-back"
    AGREEMENT_UNKNOWN = "agreement-unknown"
    AGREEMENT_NOT_SIGNED = "agreement-not-signed"
    AGREEMENT_NOT_IN_FORCE = "agreement-not-in-force"
    PURPOSE_NOT_AGREED = "purpose-not-agreed"
    CATEGORY_NOT_AGREED = "category-not-agreed"
    SCHEMA_NOT_AGREED = "schema-not-agreed"
    CLASSIFICATION_NOT_AGREED = "classification-not-agreed"
    BUCKET_NOT_AGREED = "bucket-not-agreed"
    BUDGET_SPENT = "budget-spent"
    NOT_THE_OWNER = "not-the-owner"
    LICENCE_NOT_OURS = "licence-not-ours"
    LICENCE_EXPIRED = "licence-expired"
    CARD_NOT_CERTIFIED = "card-not-certified"
    ELEMENT_INVALID = "element-invalid"
    KEY_UNKNOWN = "key-unknown"
    OWNER_UNKNOWN = "owner-unknown"
    CONSENT_INVALID = "consent-invalid"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Of which message, why, and by which clause of the agreement where one decided."""

    of_message: str
    code: RefusalCode
    clause: str = ""

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"of": self.of_message, "code": str(self.code), "clause": self.clause}

    @classmethod
    def of(cls, fields: Fields) -> Refusal:
        """The body read strictly."""
        return cls(
            fields.choice("of", message_reference),
            fields.choice("code", RefusalCode),
            fields.text("clause", longest=LONGEST_CLAUSE, shortest=0),
        )
