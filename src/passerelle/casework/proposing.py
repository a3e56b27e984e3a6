"""What a recipient suggests to the owner, and what came of it.

A suggestion holds no value: what would be right is the proposer's own record,
released to the owner like any other, and named. Nothing is changed by it; the
owner corrects, restricts or recalls, or says why not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.inbox import Outcome, decide_notice, one_notice
from passerelle.casework.journaling import record as journalled
from passerelle.casework.posting import put
from passerelle.casework.reading import readable_statements
from passerelle.casework.way_in import require_may_send
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Came, Change, Feedback, Kind, Proposal
from passerelle.store.models import Disclosure, Inbox, Licence, Statement

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

ANSWERS = (Came.ACCEPTED, Came.DECLINED)


class NotReceivedError(PasserelleError):
    """The record is our own, or was never received, or `instead` never left; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "suggest a change to what a partner released to you, and name only what you released to it; "
            "nothing was sent"
        )


def propose(env: Env, access: Access, record: str, change: Change, *, note: str, instead: str = "") -> str:
    """The id of the proposal to the record's owner; `note` names nobody."""
    require_may_send(access, Kind.PROPOSAL)
    with transaction.atomic(using=env.database):
        row = _received(env, access, record)
        if instead and not _left(env, instead, row.arrived_from):
            raise NotReceivedError
        body = Proposal(record=record, version=row.version, change=change, instead=instead, note=note)
        return _send(env, access, row, body)


def say_what_came(env: Env, access: Access, record: str, came: Came, *, note: str) -> str:
    """The id of the feedback to the owner of what was received; `note` names nobody."""
    require_may_send(access, Kind.FEEDBACK)
    with transaction.atomic(using=env.database):
        row = _received(env, access, record)
        if came in ANSWERS:
            raise NotReceivedError
        message = _came_in(env, row)
        return _send(env, access, row, Feedback(of_message=message, record=record, came=came, note=note))


def answer_proposal(env: Env, access: Access, notice: str, *, accepted: bool, note: str) -> str:
    """The id of the answer; the row is done. The record is as before: changing it is an act of its own."""
    require_may_send(access, Kind.FEEDBACK)
    row = one_notice(env, access, notice)
    if row.kind is not NoticeKind.PROPOSAL or row.done_at is not None:
        raise AbsentError("proposal")
    facts, came = row.facts, Came.ACCEPTED if accepted else Came.DECLINED
    with transaction.atomic(using=env.database):
        body = Feedback(of_message=facts["message"], record=facts["record"], came=came, note=note)
        name = put(env, facts["node"], body, agreement=facts["agreement"], case=access.reference)
        subjects = [row.entity] if row.entity else []
        journalled(env, access, Act.DISCLOSURE, subjects=subjects, recipients=[facts["node"]], reference=name)
        outcome = Outcome.CONFIRMED if accepted else Outcome.REJECTED
        decide_notice(env, access, notice, outcome=outcome, reason=access.reason)
    return name


def receivable(env: Env, access: Access, record: str) -> None:
    """Nothing, where a partner released the record and this officer may read it; else AbsentError."""
    try:
        _received(env, access, record)
    except NotReceivedError:
        raise AbsentError("record") from None


def _received(env: Env, access: Access, record: str) -> Statement:
    """The standing version of what a partner released, where this officer may read it."""
    rows = Statement.objects.using(env.database).filter(record=record, state=Statement.State.LIVE)
    entities = set(rows.values_list("entity", flat=True))
    for statement, _, row in readable_statements(env, access, entities):
        if statement.record == record:
            if not row.arrived_from:
                raise NotReceivedError
            return row
    raise AbsentError("record")


def _left(env: Env, record: str, node: str) -> bool:
    ledger = Disclosure.objects.using(env.database).filter(record=record, recipient=node)
    return ledger.filter(recall_asked_at=None).exists()


def _came_in(env: Env, row: Statement) -> str:
    """A message of this owner's node that arrived when the record did."""
    came = Inbox.objects.using(env.database).filter(sender=row.arrived_from, received_at__gte=row.recorded_at)
    name = came.order_by("received_at", "sequence").values_list("id", flat=True).first()
    if name is None:
        raise NotReceivedError
    return name


def _send(env: Env, access: Access, row: Statement, body: Proposal | Feedback) -> str:
    licences = Licence.objects.using(env.database).filter(statement=row.id)
    agreement = licences.values_list("agreement", flat=True).get()
    node = row.arrived_from
    name = put(env, node, body, agreement=agreement, case=access.reference)
    journalled(env, access, Act.DISCLOSURE, subjects=[row.entity], recipients=[node], reference=name)
    return name
