"""`question`: at most fifty blinded keys, for one purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.purpose import Purpose
from passerelle.protocol.question import QuestionBody

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class Question:
    """An oblivious question; under purpose `document-check` it is put to invalid documents alone."""

    purpose: Purpose
    asked: QuestionBody

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return {"purpose": str(self.purpose), "asked": self.asked.as_json()}

    @classmethod
    def of(cls, fields: Fields) -> Question:
        """The body read strictly."""
        return cls(fields.choice("purpose", Purpose), QuestionBody.of(fields.object("asked")))
