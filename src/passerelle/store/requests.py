"""Requests between rows and values: the content, the steps, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from passerelle.core.agreement import Deadlines
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_channel import Channel, ChannelCopy, ChannelReason
from passerelle.core.request_clock import Urgency
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_progress import Progress
from passerelle.core.request_step import Happened, Step
from passerelle.protocol.fields import Fields
from passerelle.protocol.messages import Request as RequestBody
from passerelle.store.models import Request, RequestCopy, RequestStep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.agreement import Agreement
    from passerelle.core.request_content import RequestContent

# Orders have the limits of their own laws; those of an agreement are for information.
OF_DIRECTIVE_2023_977 = Deadlines(urgent_direct_hours=8, urgent_indirect_days=3, other_days=7)
UTC_ZONE = "Etc/UTC"


def content_of(row: Request) -> RequestContent | None:
    """What was asked; None once it was erased."""
    return RequestBody.of(Fields(row.content, "request")).content if row.content else None


def happened(row: RequestStep) -> Happened:
    """The step as a value."""
    return Happened(
        step=Step(row.step),
        at=row.at,
        text=row.text,
        authorisation=row.authorisation,
        expected=row.expected,
        delivered=tuple(row.delivered),
        refused=tuple(PartRefused(one["part"], one["code"], one["text"]) for one in row.refused),
    )


def progress_of(
    row: Request, steps: Iterable[RequestStep], agreement: Agreement | None, receipt: datetime
) -> Progress:
    """Where it stands; `receipt` is the first of those that were joined to it."""
    content = content_of(row)
    limits = agreement.deadlines if agreement else None
    return Progress(
        kind=RequestKind(row.kind),
        urgency=Urgency(row.urgency),
        receipt=receipt,
        limits=limits or OF_DIRECTIVE_2023_977,
        zone=ZoneInfo(agreement.zone if agreement else UTC_ZONE),
        wanted_by=content.wanted_by if content else None,
        happened=tuple(happened(one) for one in steps),
    )


def copy_of(row: RequestCopy) -> ChannelCopy:
    """The copy as a value."""
    return ChannelCopy(Channel(row.channel), row.reference, ChannelReason(row.reason) if row.reason else None)


def write_step(
    alias: str, request: Request, step: Happened, *, officer: str, releases: Iterable[str]
) -> None:
    """The step stands in the file of the request; an answer concludes it."""
    RequestStep.objects.using(alias).create(
        request=request,
        step=step.step,
        at=step.at,
        officer=officer,
        text=step.text,
        authorisation=step.authorisation,
        expected=step.expected,
        delivered=list(step.delivered),
        refused=[{"part": one.part, "code": one.code, "text": one.text} for one in step.refused],
        releases=list(releases),
    )
