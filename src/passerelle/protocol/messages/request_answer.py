"""`request-answer`: what follows a request, from either side, up to its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.request_answer import PartRefused
from passerelle.core.request_step import Happened, Step
from passerelle.protocol.fields import FieldError, instant_text
from passerelle.protocol.messages.reference import message_reference
from passerelle.protocol.messages.request import LONGEST_REF, MOST_PARTS

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

LONGEST_CODE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswer:
    """One step after the request of this message id; its instant is the receiver's own."""

    of_message: str
    step: Step
    text: str = ""
    authorisation: str = ""
    expected: datetime | None = None
    delivered: tuple[str, ...] = ()
    refused: tuple[PartRefused, ...] = ()

    def happened(self, at: datetime) -> Happened:
        """The step as it stands in the file of the request."""
        return Happened(
            step=self.step,
            at=at,
            text=self.text,
            authorisation=self.authorisation,
            expected=self.expected,
            delivered=self.delivered,
            refused=self.refused,
        )

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {
            "of": self.of_message,
            "step": str(self.step),
            "text": self.text,
            "authorisation": self.authorisation,
            "expected": instant_text(self.expected) if self.expected else "",
            "delivered": list(self.delivered),
            "refused": [{"part": one.part, "code": one.code, "text": one.text} for one in self.refused],
        }

    @classmethod
    def of(cls, fields: Fields) -> RequestAnswer:
        """The body read strictly: an answer gives or refuses something, and nothing else does."""
        said = cls(
            of_message=fields.choice("of", message_reference),
            step=fields.choice("step", Step),
            text=fields.text("text", shortest=0),
            authorisation=fields.text("authorisation", shortest=0),
            expected=fields.instant("expected") if fields.text("expected", shortest=0) else None,
            delivered=fields.texts("delivered", most=MOST_PARTS, longest=LONGEST_REF),
            refused=tuple(_refused(one) for one in fields.objects("refused", most=MOST_PARTS)),
        )
        if (said.step is Step.ANSWERED) != bool(said.delivered or said.refused):
            raise FieldError(fields.where, "step", "is an answer if, and only if, it gives or refuses a part")
        return said


def _refused(fields: Fields) -> PartRefused:
    return PartRefused(
        fields.text("part", longest=LONGEST_REF),
        fields.text("code", longest=LONGEST_CODE),
        fields.text("text", shortest=0),
    )
