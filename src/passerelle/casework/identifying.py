"""The identification inbox: people with signs of control, masked, before those trained in protection alone.

A row is a mask and the signs. The account behind it is shown to one person, for
a reason, and that is journalled. What was decided is help, or that there was no
sign; nobody is called a victim by a machine, and nobody is asked to cooperate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import consulted, record
from passerelle.core.permission import TRAINED
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Identification, Officer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MASK = 6


class Outcome(StrEnum):
    """What the trained person decided."""

    HELP_OFFERED = "help-offered"
    REFERRED = "referred"
    NO_SIGN = "no-sign"


class OutcomeReasonError(PasserelleError):
    """A decision came without a reason; the row waits as before."""

    def __init__(self) -> None:
        super().__init__("say why; the row waits as before")


@dataclass(frozen=True, slots=True)
class SignView:
    """One rule that fired, in its words."""

    rule: str
    version: str
    why: str
    transfers: int
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """Somebody who waits, masked."""

    id: str
    mask: str
    signs: tuple[SignView, ...]
    at: datetime
    taken_by: str
    outcome: str
    reason: str
    done_at: datetime | None


def waiting(env: Env, access: Access) -> tuple[WaitingView, ...]:
    """Everybody who waits, longest first, and after them those who were met; raises AbsentError."""
    _check(access)
    rows = list(Identification.objects.using(env.database).order_by("at", "id"))
    consulted(env, access, subjects=[row.id for row in rows], reference="identification")
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    ordered = sorted(rows, key=lambda row: row.done_at is not None)
    return tuple(_view(row, people.get(row.taken_by, "")) for row in ordered)


def hidden_subjects(env: Env, case: str) -> frozenset[str]:
    """The subjects of the case that protection has met or will meet, but for those who had no sign.

    Casework leaves them out of what is shown to those who inquire, and tells nobody that it did.
    """
    rows = Identification.objects.using(env.database).filter(case=case).exclude(outcome=Outcome.NO_SIGN)
    return frozenset(rows.values_list("subject", flat=True))


def unmask(env: Env, access: Access, who: str, *, reason: str) -> str:
    """The account behind the mask, shown to this person for this reason."""
    row = _one(env, access, who)
    if not reason.strip():
        raise OutcomeReasonError
    consulted(env, access, subjects=[row.id], reference="identification: unmasked")
    return row.subject


def decide_identification(env: Env, access: Access, who: str, *, outcome: Outcome, reason: str) -> None:
    """The row is done with this person's outcome and reason; raises OutcomeReasonError without one."""
    if not reason.strip():
        raise OutcomeReasonError
    with transaction.atomic(using=env.database):
        row = _one(env, access, who)
        row.outcome, row.reason, row.done_at, row.taken_by = (
            outcome,
            reason.strip(),
            env.now(),
            access.officer,
        )
        row.save(using=env.database, update_fields=["outcome", "reason", "done_at", "taken_by"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference="identification decided")


def _check(access: Access) -> None:
    if access.role not in TRAINED:
        raise AbsentError("row")


def _one(env: Env, access: Access, who: str) -> Identification:
    _check(access)
    row = Identification.objects.using(env.database).filter(id=who).first()
    if row is None:
        raise AbsentError("row")
    return row


def _view(row: Identification, taken_by: str) -> WaitingView:
    return WaitingView(
        id=row.id,
        mask=row.id[:MASK],
        signs=tuple(SignView(**sign) for sign in row.signs),
        at=row.at,
        taken_by=taken_by,
        outcome=row.outcome,
        reason=row.reason,
        done_at=row.done_at,
    )
