"""`request`: what a service asks another for, whole: an answer comes within the agreement's clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.purpose import Purpose
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import About, RequestContent, RequestPart, UrgencyReason
from passerelle.core.request_copying import ContactCopy, NoCopyReason
from passerelle.core.request_kind import RequestKind
from passerelle.protocol.fields import instant_text

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.protocol.fields import Fields

MOST_PARTS = 50
MOST_ABOUT = 50
LONGEST_REF = 40
LONGEST_NAME = 128
LONGEST_VALUE = 500
LONGEST_LANGUAGE = 8


@dataclass(frozen=True, slots=True)
class Request:
    """The content, and whether the contact points have a copy."""

    content: RequestContent
    contact: ContactCopy = field(default_factory=ContactCopy)

    def as_json(self) -> dict[str, Json]:
        """The body."""
        said = self.content
        return {
            "kind": str(said.kind),
            "urgency": str(said.urgency),
            "urgent_because": str(said.urgent_because or ""),
            "purpose": str(said.purpose),
            "authority": said.authority,
            "offence": said.offence,
            "necessity": said.necessity,
            "held_there": said.held_there,
            "link": said.link,
            "limits": said.limits,
            "language": said.language,
            "wanted_by": instant_text(said.wanted_by) if said.wanted_by else "",
            "parts": [{"ref": one.ref, "text": one.text} for one in said.parts],
            "about": [{"schema": one.schema, "prop": one.prop, "value": one.value} for one in said.about],
            "no_copy": str(self.contact.no_copy or ""),
        }

    @classmethod
    def of(cls, fields: Fields) -> Request:
        """The body read strictly; one that lacks what the law wants in a request is none."""
        content = RequestContent(
            kind=fields.choice("kind", RequestKind),
            urgency=fields.choice("urgency", Urgency),
            urgent_because=fields.choice("urgent_because", UrgencyReason) if _is_said(fields) else None,
            purpose=fields.choice("purpose", Purpose),
            authority=fields.text("authority", shortest=0),
            offence=fields.text("offence"),
            necessity=fields.text("necessity", shortest=0),
            held_there=fields.text("held_there", shortest=0),
            link=fields.text("link", shortest=0),
            limits=fields.text("limits", shortest=0),
            language=fields.text("language", longest=LONGEST_LANGUAGE),
            wanted_by=fields.instant("wanted_by") if _is_said(fields, "wanted_by") else None,
            parts=tuple(_part(one) for one in fields.objects("parts", most=MOST_PARTS, least=1)),
            about=tuple(_about(one) for one in fields.objects("about", most=MOST_ABOUT)),
        )
        no_copy = fields.choice("no_copy", NoCopyReason) if _is_said(fields, "no_copy") else None
        return cls(content, ContactCopy(no_copy))


def _is_said(fields: Fields, name: str = "urgent_because") -> bool:
    return bool(fields.text(name, longest=LONGEST_NAME, shortest=0))


def _part(fields: Fields) -> RequestPart:
    return RequestPart(fields.text("ref", longest=LONGEST_REF), fields.text("text"))


def _about(fields: Fields) -> About:
    return About(
        fields.text("schema", longest=LONGEST_NAME),
        fields.text("prop", longest=LONGEST_NAME),
        fields.text("value", longest=LONGEST_VALUE),
    )
