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
from passerelle.store.models import Disclosure, Node, Notice, Outbox, Statement
from passerelle.store.models.traffic import OWED

if TYPE_CHECKING:
    from passerelle.core.env import Env

LEAST = timedelta(days=1)


def open_incidents(env: Env) -> int:
    """How many recalls, corrections and restrictions became incidents just now: not confirmed in time."""
    now = env.now()
    owed = Outbox.objects.using(env.database).filter(OWED, created_at__lte=now - LEAST)
    waiting = list(owed.order_by("created_at", "id").values_list("id", "kind", "created_at"))
    known = set(_of(env, [message for message, _, _ in waiting]))
    opened = 0
    for message, kind, at in waiting:
        row = _disclosed(env, message)
        if row is not None and _id(message) not in known and now >= at + _patience(env, row.agreement):
            _open(env, row, message, kind)
            opened += 1
    return opened


def close_incident(env: Env, *messages: str) -> None:
    """The incident of each of these messages, if it is one, is dealt with: the partner confirmed."""
    rows = Notice.objects.using(env.database).filter(id__in=[_id(one) for one in messages], done_at=None)
    rows.update(done_at=env.now(), outcome=Outcome.CONFIRMED, reason="the partner confirmed")


def _of(env: Env, messages: list[str]) -> list[str]:
    rows = Notice.objects.using(env.database).filter(kind=NoticeKind.INCIDENT)
    return list(rows.filter(id__in=[_id(one) for one in messages]).values_list("id", flat=True))


def _id(message: str) -> str:
    return hashlib.sha256(f"incident|{message}".encode()).hexdigest()[:32]


def _patience(env: Env, agreement: str) -> timedelta:
    found = agreement_of(env, agreement)
    return timedelta(days=CONFIRM_DAYS if found is None else found.confirm_days)


def _disclosed(env: Env, message: str) -> Disclosure | None:
    """What the ledger says that the message is about."""
    ledger = Disclosure.objects.using(env.database)
    return ledger.filter(recall_envelope=message).first() or ledger.filter(envelope=message).first()


def _open(env: Env, row: Disclosure, message: str, kind: str) -> None:
    service = Node.objects.using(env.database).values_list("service_id", flat=True).get(id=row.recipient)
    rows = Statement.objects.using(env.database).filter(record=row.record)
    with transaction.atomic(using=env.database):
        Notice.objects.using(env.database).create(
            id=_id(message),
            kind=NoticeKind.INCIDENT,
            at=env.now(),
            service=service,
            entity=rows.values_list("entity", flat=True).first() or "",
            facts={"node": row.recipient, "record": row.record, "message": message, "kind": kind},
        )
