"""`proposal`, `feedback`: a person here reads what the partner suggests, or what came of ours.

The receipt is the same whether we know the record or not: only one that we
sent to this very node appears in the inbox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect
from passerelle.casework.node_reason import NodeReason
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Feedback, Outcome
from passerelle.store.models import Disclosure, Notice, Outbox, Statement

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Proposal


def apply(env: Env, name: str, message: Message, body: Proposal | Feedback) -> Effect:
    """A row waits in the inbox, if it is about something between this node and us."""
    statements = Statement.objects.using(env.database).filter(record=body.record)
    entity = statements.values_list("entity", flat=True).first() or ""
    about_us = _answers_us(env, message, body) if isinstance(body, Feedback) else False
    if about_us or _we_sent(env, message, body.record):
        is_feedback = isinstance(body, Feedback)
        Notice.objects.using(env.database).create(
            id=env.new_id(),
            kind=NoticeKind.FEEDBACK if is_feedback else NoticeKind.PROPOSAL,
            at=env.now(),
            service=message.service,
            entity=entity,
            facts={**_facts(body), "node": message.node, "message": name, "agreement": message.agreement},
        )
    return Effect(
        act=Act.DISCLOSURE,
        reason=NodeReason.SUGGESTED,
        subjects=(entity,) if entity else (),
        outcome=Outcome.WAITING,
    )


def _we_sent(env: Env, message: Message, record: str) -> bool:
    return Disclosure.objects.using(env.database).filter(record=record, recipient=message.node).exists()


def _answers_us(env: Env, message: Message, feedback: Feedback) -> bool:
    sent = Outbox.objects.using(env.database).filter(id=feedback.of_message, recipient=message.node)
    return sent.exists()


def _facts(body: Proposal | Feedback) -> dict[str, Json]:
    if isinstance(body, Feedback):
        return {"record": body.record, "of": body.of_message, "came": str(body.came), "note": body.note}
    return {
        "record": body.record,
        "version": body.version,
        "change": str(body.change),
        "instead": body.instead,
        "note": body.note,
    }
