"""Whom to call tonight: the offices that answer at an instant, and when the others open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record
from passerelle.core.duty_contact import WEEK, DutyHours
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import DutyContact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, time

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class DutyContactError(PasserelleError):
    """A contact lacks its office, country, number or zone; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(
            "a contact has an office, a country, a number and a zone such as Europe/Paris; nothing was kept"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office, its country, its number and what is spoken there."""

    office: str
    country: str
    phone: str
    languages: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """An office, whether it answers now, and if not when it next does."""

    id: str
    office: str
    country: str
    phone: str
    languages: str
    zone: str
    answers: bool
    opens: datetime | None


def add_contact(
    env: Env, access: Access, office: Office, *, zone: str, start: time, end: time, days: Iterable[int] = WEEK
) -> str:
    """The id of the contact, which is shown from now on."""
    if not all(one.strip() for one in (office.office, office.country, office.phone)):
        raise DutyContactError
    try:
        hours = DutyHours(zone=ZoneInfo(zone), start=start, end=end, days=frozenset(days))
    except (ZoneInfoNotFoundError, ValueError):
        raise DutyContactError from None
    with transaction.atomic(using=env.database):
        row = DutyContact.objects.using(env.database).create(
            id=env.new_id(),
            office=office.office.strip(),
            country=office.country.strip().lower(),
            phone=office.phone.strip(),
            languages=office.languages.strip(),
            zone=zone,
            start=hours.start,
            end=hours.end,
            days=sorted(hours.days),
            officer=access.officer,
            at=env.now(),
        )
        record(env, access, Act.ALTERATION, reference=f"duty contact {row.id}")
    return row.id


def end_contact(env: Env, access: Access, contact: str) -> None:
    """The contact is shown no more; raises AbsentError."""
    with transaction.atomic(using=env.database):
        rows = DutyContact.objects.using(env.database).filter(id=contact, ended_at=None)
        if rows.update(ended_at=env.now()) != 1:
            raise AbsentError("contact")
        record(env, access, Act.ALTERATION, reference=f"duty contact {contact} ended")


def contacts(env: Env) -> tuple[ContactView, ...]:
    """Every contact, those who answer at this instant first, then those who open soonest."""
    rows = DutyContact.objects.using(env.database).filter(ended_at=None).order_by("country", "office", "id")
    shown = [_view(row, env.now()) for row in rows]
    return tuple(sorted(shown, key=lambda one: (not one.answers, one.opens or env.now())))


def _view(row: DutyContact, now: datetime) -> ContactView:
    hours = DutyHours(zone=ZoneInfo(row.zone), start=row.start, end=row.end, days=frozenset(row.days))
    return ContactView(
        id=row.id,
        office=row.office,
        country=row.country,
        phone=row.phone,
        languages=row.languages,
        zone=row.zone,
        answers=hours.covers(now),
        opens=hours.opens(now),
    )
