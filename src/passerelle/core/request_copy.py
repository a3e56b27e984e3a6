"""The text of a request or its answer as a channel's operator files it there, field by field.

SIENA, I-24/7 and SELEC are closed systems: nothing here reaches them. The form
has their usual blocks, so that a person copies it once and keeps the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.request_channel import Channel
    from passerelle.core.request_content import RequestContent
    from passerelle.core.request_step import Happened

FORMAT = "passerelle-channel-copy/1"
NAMES = {"siena": "SIENA", "i-24-7": "I-24/7", "selec": "SELEC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Who writes to whom, under which references."""

    channel: Channel
    sender: str
    recipient: str
    country: str
    our_reference: str
    their_reference: str
    agreement: str
    receipt: datetime
    due: datetime | None
    europol: str  # "yes: …", "no: …" or ""


def copy_text(
    heading: Heading,
    content: RequestContent,
    answer: Happened | None,
    given: Iterable[str] = (),
) -> str:
    """The whole form; `given` are the lines of what an answer delivers."""
    lines = [*_heading(heading), *_request(content)]
    if answer is not None:
        lines += _answer(answer, given)
    return "".join(f"{line}\n" for line in lines)


def _heading(heading: Heading) -> list[str]:
    due = heading.due.isoformat(timespec="minutes") if heading.due else "without delay"
    return [
        f"{FORMAT} for {NAMES[heading.channel]}",
        _field("From", heading.sender),
        _field("To", f"{heading.recipient} ({heading.country})"),
        _field("Our reference", heading.our_reference),
        _field("Your reference", heading.their_reference),
        _field("Legal basis", heading.agreement),
        _field("Received", heading.receipt.isoformat(timespec="minutes")),
        _field("Due", due),
        _field("Copy to Europol", heading.europol),
    ]


def _request(content: RequestContent) -> list[str]:
    fields = (
        ("Kind", str(content.kind)),
        ("Urgency", str(content.urgency)),
        ("Urgent because", str(content.urgent_because or "")),
        ("Purpose", str(content.purpose)),
        ("Issuing authority", content.authority),
        ("Facts and offence", content.offence),
        ("Necessity and proportionality", content.necessity),
        ("Why held there", content.held_there),
        ("Link to the person", content.link),
        ("Restrictions on use", content.limits),
        ("Language", content.language),
    )
    asked = [_field(f"Asked {part.ref}", part.text) for part in content.parts]
    meant = [_field(f"About {one.schema} {one.prop}", one.value) for one in content.about]
    return [_field(name, text) for name, text in fields] + asked + meant


def _answer(answer: Happened, given: Iterable[str]) -> list[str]:
    return [
        _field("Answered", answer.at.isoformat(timespec="minutes")),
        *(_field(f"Given {ref}", "see below") for ref in answer.delivered),
        *(_field(f"Refused {one.part}", f"{one.code} {one.text}".strip()) for one in answer.refused),
        _field("Remarks", answer.text),
        *(_field("Information", line) for line in given),
    ]


def _field(name: str, text: str) -> str:
    # One field a line: a line break in a value would start another field.
    return f"{name}: {' '.join(text.split())}"
