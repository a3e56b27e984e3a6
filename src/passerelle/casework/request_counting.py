"""The yearly statistics of requests, out of the files themselves: what is there is counted, once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import agreement_of
from passerelle.casework.journaling import consulted
from passerelle.casework.requests import progress
from passerelle.core.permission import REQUEST_COUNTERS
from passerelle.core.request_clock import Standing, Urgency
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_statistics import RequestFact, Table, yearly_tables
from passerelle.store.models import Request
from passerelle.store.requests import UTC_ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.request_progress import Progress


def statistics(env: Env, access: Access, year: int) -> tuple[Table, ...]:
    """The four tables of the year; the counting is in the journal, and reads nobody's data."""
    if access.role not in REQUEST_COUNTERS:
        raise AbsentError("statistics")
    rows = Request.objects.using(env.database).filter(kind=RequestKind.INFORMATION).order_by("id")
    facts = [_fact(env, row) for row in rows]
    consulted(env, access, subjects=(), reference=f"statistics of requests {year}")
    return yearly_tables(facts, year)


def _fact(env: Env, row: Request) -> RequestFact:
    stands, agreement = progress(env, row), agreement_of(env, row.agreement)
    zone, answer = ZoneInfo(agreement.zone if agreement else UTC_ZONE), stands.answer
    (due,) = stands.deadlines(env.now())
    by_authorisation = due.standing is Standing.AUTHORISED or _is_extended(stands, env.now())
    return RequestFact(
        direction=Direction(row.direction),
        kind=RequestKind(row.kind),
        year=stands.receipt.astimezone(zone).year,
        country=row.country,
        by_contact_point=row.by_contact_point,
        urgent=row.urgency != Urgency.OTHER,
        answered=answer is not None and bool(answer.delivered),
        grounds=tuple(one.code for one in answer.refused) if answer else (),
        authorised=by_authorisation,
        duplicate=bool(row.duplicate_of),
    )


def _is_extended(stands: Progress, now: datetime) -> bool:
    """Whether it is open, past its limit, and within an authorisation of which the requester was told."""
    clock = stands.clock()
    return stands.answer is None and clock.limit_at(now) < now <= clock.due(now)
