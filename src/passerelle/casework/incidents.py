"""What a recipient should have confirmed and has not: an open incident in the inbox (rule 13).

An incident is opened once for a message, and closes by itself when the
confirmation arrives; a person who dealt with it earlier is not asked again.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.agreements import agreement_of
from passerelle.casework.inbox import Outcome
from passerelle.core.agreement import CONFIRM_DAYS
from passerelle.core.notice_kind import NoticeKind
from passerelle.store.models import Disclosure, Node, Notice, Statement

if TYPE_CHECKING:
    from passerelle.core.env import Env

LEAST = timedelta(days=1)


def open_incidents(env: Env) -> int:
    """How many recalls became incidents just now: not confirmed within the days that the agreement gives."""
    now = env.now()
    waiting = Disclosure.objects.using(env.database).filter(
        recall_confirmed_at=None, recall_asked_at__lte=now - LEAST
    )
    found = {row.recall_envelope: row for row in waiting.order_by("recall_asked_at", "id")}
    known = set(_of(env, list(found)))
    opened = 0
    for message, row in found.items():
        assert row.recall_asked_at is not None
        if _id(message) not in known and now >= row.recall_asked_at + _patience(env, row.agreement):
            _open(env, row)
            opened += 1
    return opened


def close_incident(env: Env, message: str) -> None:
    """The incident of this message, if it is one, is dealt with: the partner confirmed."""
    rows = Notice.objects.using(env.database).filter(id=_id(message), done_at=None)
    rows.update(done_at=env.now(), outcome=Outcome.CONFIRMED, reason="the partner confirmed")


def _of(env: Env, messages: list[str]) -> list[str]:
    rows = Notice.objects.using(env.database).filter(kind=NoticeKind.INCIDENT)
    return list(rows.filter(id__in=[_id(one) for one in messages]).values_list("id", flat=True))


def _id(message: str) -> str:
    return hashlib.sha256(f"incident|{message}".encode()).hexdigest()[:32]


def _patience(env: Env, agreement: str) -> timedelta:
    found = agreement_of(env, agreement)
    return timedelta(days=CONFIRM_DAYS if found is None else found.confirm_days)


def _open(env: Env, row: Disclosure) -> None:
    service = Node.objects.using(env.database).values_list("service_id", flat=True).get(id=row.recipient)
    rows = Statement.objects.using(env.database).filter(record=row.record)
    entity = rows.values_list("entity", flat=True).first() or ""
    with transaction.atomic(using=env.database):
        Notice.objects.using(env.database).create(
            id=_id(row.recall_envelope),
            kind=NoticeKind.INCIDENT,
            at=env.now(),
            service=service,
            entity=entity,
            facts={"node": row.recipient, "record": row.record, "message": row.recall_envelope},
        )
