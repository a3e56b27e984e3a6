"""Requests as their readers see them: by their clock, each with both dates and what is still owed.

A request without a case is for those who answer for the service; one in a case
is for its members. The contact point reads all that it has a copy of
(Directive (EU) 2023/977 article 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.agreements import agreement_of
from passerelle.casework.cross_checking import similar
from passerelle.casework.journaling import consulted
from passerelle.core.clearance import readable_purposes
from passerelle.core.permission import REQUEST_READERS
from passerelle.core.request_channel import Channel, ChannelCopy, owed_copies
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.retention import has_passed
from passerelle.core.role import Role
from passerelle.store.models import Case, Officer, Request, RequestCopy, RequestStep
from passerelle.store.requests import content_of, copy_of, happened, progress_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.request_content import RequestContent
    from passerelle.core.request_duplicate import Likeness
    from passerelle.core.request_progress import Alarm, Deadline, Progress, RequestState
    from passerelle.core.request_step import Happened

NO_LIMIT = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request of the list."""

    id: str
    direction: Direction
    kind: RequestKind
    urgent: bool
    other: str
    country: str
    case: str  # its reference
    receipt: datetime
    state: RequestState
    due: Deadline | None
    alarm: Alarm
    owed: tuple[Channel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step, and who made it; nobody here where the other side did."""

    what: Happened
    officer: str
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request's page."""

    line: RequestLine
    agreement: str
    agreement_title: str
    refusals: tuple[str, ...]  # the closed list
    node: str
    channel: Channel
    reference: str
    content: RequestContent | None  # None once it was erased, or its review passed
    deadlines: tuple[Deadline, ...]
    steps: tuple[StepView, ...]
    copies: tuple[ChannelCopy, ...]
    no_copy: str
    europol: bool | None
    europol_reason: str
    found: tuple[str, ...]
    alike: tuple[Likeness, ...]
    joined: tuple[str, ...]  # requests that are this one over again
    duplicate_of: str
    review: date | None
    is_past_review: bool


def requests(
    env: Env, access: Access, *, direction: Direction = Direction.RECEIVED, closed: bool = False
) -> tuple[RequestLine, ...]:
    """Those that this reader may see, the one that is due first at the top; the closed ones newest first."""
    rows = readable(env, access).filter(direction=direction, duplicate_of="")
    chosen = rows.exclude(concluded_at=None) if closed else rows.filter(concluded_at=None)
    lines = [_line(env, row) for row in chosen.order_by("-receipt", "id")]
    consulted(env, access, subjects=[one.id for one in lines], reference="requests")
    return tuple(lines if closed else sorted(lines, key=_by_clock))


def request(env: Env, access: Access, name: str) -> RequestView:
    """The request, once the reading is in the journal; raises AbsentError."""
    row = one_request(env, access, name)
    consulted(env, access, subjects=[row.id, *row.found], reference=f"request {row.id}")
    past = row.review is not None and has_passed(row.review, env.now())
    terms = agreement_of(env, row.agreement)
    steps = steps_of(env, row)
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    copies = RequestCopy.objects.using(env.database).filter(request=row).order_by("id")
    joined = Request.objects.using(env.database).filter(duplicate_of=row.id).order_by("receipt", "id")
    return RequestView(
        line=_line(env, row),
        agreement=row.agreement,
        agreement_title=terms.title if terms else "",
        refusals=terms.refusals if terms else (),
        node=row.node,
        channel=Channel(row.channel),
        reference=row.reference,
        content=None if past else content_of(row),
        deadlines=progress(env, row).deadlines(env.now()),
        steps=tuple(
            StepView(what=happened(one), officer=people.get(one.officer, ""), releases=tuple(one.releases))
            for one in steps
        ),
        copies=tuple(copy_of(one) for one in copies),
        no_copy=row.no_copy,
        europol=row.europol,
        europol_reason=row.europol_reason,
        found=() if past else tuple(row.found),
        alike=() if row.concluded_at else similar(env, row),
        joined=tuple(joined.values_list("id", flat=True)),
        duplicate_of=row.duplicate_of,
        review=row.review,
        is_past_review=past,
    )


def readable(env: Env, access: Access) -> QuerySet[Request]:
    """The rows that this reader may open."""
    rows = Request.objects.using(env.database)
    if access.role not in REQUEST_READERS:
        return rows.none()
    mine = Q(case__in=member_cases(env, access.officer))
    if access.role is Role.SINGLE_POINT_OF_CONTACT:
        mine |= Q(no_copy="")
    else:
        mine |= Q(case="")
    return rows.filter(mine, purpose__in=[str(one) for one in readable_purposes(access.role)])


def one_request(env: Env, access: Access, name: str, *, lock: bool = False) -> Request:
    """The row, when this reader may open it; raises AbsentError."""
    rows = readable(env, access)
    row = (rows.select_for_update() if lock else rows).filter(id=name).first()
    if row is None:
        raise AbsentError("request")
    return row


def steps_of(env: Env, row: Request) -> list[RequestStep]:
    """Its steps in the order of time."""
    return list(RequestStep.objects.using(env.database).filter(request=row).order_by("at", "id"))


def progress(env: Env, row: Request) -> Progress:
    """Where it stands; the clock runs from the first receipt of all that were joined to it."""
    joined = Request.objects.using(env.database).filter(duplicate_of=row.id)
    receipt = min([row.receipt, *joined.values_list("receipt", flat=True)])
    return progress_of(row, steps_of(env, row), agreement_of(env, row.agreement), receipt)


def _line(env: Env, row: Request) -> RequestLine:
    now, stands = env.now(), progress(env, row)
    due = stands.next_due(now) if row.concluded_at is None else None
    shown = due or stands.deadlines(now)[-1]
    copies = RequestCopy.objects.using(env.database).filter(request=row)
    case = Case.objects.using(env.database).filter(id=row.case).values_list("reference", flat=True).first()
    kind, used = RequestKind(row.kind), Channel(row.channel)
    return RequestLine(
        id=row.id,
        direction=Direction(row.direction),
        kind=kind,
        urgent=row.urgency != "other",
        other=row.other,
        country=row.country,
        case=case or "",
        receipt=stands.receipt,
        state=stands.state(),
        due=shown,
        alarm=shown.alarm(now),
        owed=owed_copies(kind, used, [copy_of(one) for one in copies]),
    )


def _by_clock(line: RequestLine) -> tuple[datetime, datetime, str]:
    due = line.due.in_force if line.due else None
    return (due or NO_LIMIT, line.receipt, line.id)
