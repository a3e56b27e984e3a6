"""`request`, `request-answer`: a person reads it; its clock runs from this receipt.

What follows a request is taken from the node it went to, or came from, and
leaves the same receipt where we know nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.fulfilling import close
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import own, partner
from passerelle.casework.requesting import received_row
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.request_answer import RequestRefusalError, divide
from passerelle.core.request_channel import Channel
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_step import Step
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, RefusalCode, RequestAnswer
from passerelle.store.models import Notice
from passerelle.store.models import Request as RequestRow
from passerelle.store.requests import content_of, write_step

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Request


def apply(env: Env, name: str, message: Message, body: Request | RequestAnswer) -> Effect:
    """A request is on file and cross-checked; a step stands in the file it belongs to."""
    if isinstance(body, RequestAnswer):
        return _follow(env, message, body)
    _require_agreed(env, message, body)
    row = received_row(env, body.content, body.contact, at=env.now())
    known = partner(env, message.node)
    row.node, row.other, row.country = known.node, known.party.name, known.party.country
    row.agreement, row.channel, row.message = message.agreement, Channel.NODE, name
    row.reference = message.case
    row.save(using=env.database, force_insert=True)
    _notify(env, message, row, "received")
    return Effect(
        act=Act.COLLECTION,
        reason=NodeReason.ASKED_OF_US,
        subjects=(row.id, *row.found),
        outcome=Outcome.WAITING,
    )


def _require_agreed(env: Env, message: Message, body: Request) -> None:
    agreement, purpose = agreement_of(env, message.agreement), body.content.purpose
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if not agreement.is_in_force(env.now()):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_IN_FORCE)
    ends = own(env).party, partner(env, message.node).party
    if not agreement.joins(*ends) or not agreement.admits(*ends, purpose, env.now()):
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "purposes")
    if body.content.kind is RequestKind.OWN_INITIATIVE:
        raise RefusedError(RefusalCode.BODY_MALFORMED)
    if body.content.kind is RequestKind.INFORMATION and agreement.deadlines is None:
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "deadlines")


def _follow(env: Env, message: Message, body: RequestAnswer) -> Effect:
    theirs = RequestRow.objects.using(env.database).select_for_update()
    direction = Direction.RECEIVED if body.step is Step.CLARIFIED else Direction.MADE
    row = theirs.filter(message=body.of_message, node=message.node, direction=direction).first()
    if row is not None and row.concluded_at is None:
        _require_of_the_list(env, row, body)
        write_step(env.database, row, body.happened(env.now()), officer="", releases=())
        close(env, row, body)
        _notify(env, message, row, str(body.step))
    return Effect(
        act=Act.ALTERATION,
        reason=NodeReason.REQUEST_FOLLOWED,
        subjects=(row.id,) if row else (),
        outcome=Outcome.WAITING,
    )


def _require_of_the_list(env: Env, row: RequestRow, body: RequestAnswer) -> None:
    if body.step is not Step.ANSWERED:
        return
    agreement, content = agreement_of(env, row.agreement), content_of(row)
    if agreement is None or content is None:
        return
    try:
        parts = divide([one.ref for one in content.parts], body.refused, agreement)
    except RequestRefusalError:
        raise RefusedError(RefusalCode.BODY_MALFORMED, "refusals") from None
    if parts.delivered != body.delivered:
        raise RefusedError(RefusalCode.BODY_MALFORMED, "refusals")


def _notify(env: Env, message: Message, row: RequestRow, step: str) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.REQUEST,
        at=env.now(),
        service=message.service,
        case=row.case,
        facts={"request": row.id, "step": step, "node": message.node},
    )
