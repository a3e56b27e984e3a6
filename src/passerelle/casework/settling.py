"""What a reply to one of our messages does here: it ends the waiting, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from passerelle.casework.answering import Reading, keep_reading, read_answer
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.incidents import close_incident
from passerelle.casework.journaling import record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.posting import Failure, lost, put, reached
from passerelle.casework.relaying import carried
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.exchange import Opened, receive
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import (
    Answer,
    Kind,
    Outcome,
    Recall,
    RecallItem,
    Receipt,
    Refusal,
    RefusalCode,
)
from passerelle.store.models import AskedQuestion, Disclosure, Node, Notice, Outbox

if TYPE_CHECKING:
    from passerelle.casework.posting import Post
    from passerelle.core.env import Env


RECALLED: dict[Outcome, NodeReason] = {
    Outcome.TAKEN: NodeReason.RECALL_TAKEN,
    Outcome.TOMBSTONE: NodeReason.RECALL_HELD_NOTHING,
    Outcome.RESTRICTED: NodeReason.RECALL_RESTRICTED,
    Outcome.WAITING: NodeReason.RECALL_WAITING,
}


RECEIVED = NodeReason.RECEIVED


class NoReplyError(PasserelleError):
    """A message that is no reply came in a reply's place; what it answers is still pending."""

    def __init__(self) -> None:
        super().__init__("not a receipt, an answer or a refusal; the message is pending as before")


def settle(env: Env, post: Post, reply: bytes) -> None:
    """The message is received, refused or answered; a reply that is none leaves it pending.

    Opening the reply and reading an answer change nothing, so they come before the transaction.
    """
    if post.relayed:
        if not carried(env, post.id, reply):
            lost(env, post, Failure.UNANSWERED)
        return
    opened = reply_to(env, post, reply)
    reading = None
    if opened is not None and isinstance(opened.body, Answer):
        reading = read_answer(env, post.id, opened.body, opened.message)
    with transaction.atomic(using=env.database):
        rows = Outbox.objects.using(env.database).select_for_update()
        row = rows.defer("wire", "reply").filter(id=post.id, state=Outbox.State.PENDING).first()
        if row is None:
            return
        reached(env, post.recipient)
        if opened is None:
            lost(env, post, Failure.UNANSWERED)
            return
        _end(env, row, opened, reading)
        row.reply, row.attempts = reply, row.attempts + 1
        row.save(using=env.database, update_fields=["reply", "attempts", "state", "outcome"])


def reply_to(env: Env, post: Post, reply: bytes) -> Opened | None:
    """The reply, opened; None for bytes that are no reply to this message from whom it went to."""
    # A reply is a message like any other; it must come from whom we wrote to, about what we wrote.
    opened = receive(reply, env, StoreDirectory(env), carrier=post.recipient, is_reply=True)
    if not isinstance(opened, Opened) or opened.message.node != post.recipient:
        return None
    match opened.body:
        case Receipt() | Answer() | Refusal() as body if body.of_message == post.id:
            return opened
        case _:
            return None


def _end(env: Env, row: Outbox, opened: Opened, reading: Reading | None) -> None:
    Node.objects.using(env.database).filter(id=row.recipient).update(last_seen=env.now())
    match opened.body:
        case Receipt() as receipt:
            row.state, row.outcome = Outbox.State.RECEIVED, str(receipt.outcome)
            _confirmed(env, row)
        case Answer():
            row.state, row.outcome = Outbox.State.RECEIVED, "answered"
            if reading is not None:
                keep_reading(env, reading)
        case Refusal() as refusal:
            row.state, row.outcome = Outbox.State.REFUSED, str(refusal.code)
            _refused(env, row, refusal, opened.message.service)
        case _:
            raise NoReplyError


def _confirmed(env: Env, row: Outbox) -> None:
    ledger = Disclosure.objects.using(env.database)
    close_incident(env, row.id)
    if row.kind == Kind.RECALL:
        records = ledger.filter(recall_envelope=row.id, recall_confirmed_at=None)
        changed = records.update(recall_confirmed_at=env.now(), recall_outcome=row.outcome)
        reason = RECALLED[Outcome(row.outcome)]
    elif row.kind == Kind.CONSENT:
        # The holder has the consent; whether the recipient has the item is not said by that.
        return
    else:
        changed = ledger.filter(envelope=row.id, received_at=None).update(received_at=env.now())
        reason = RECEIVED
    if changed:
        record_by_node(
            env, Act.DISCLOSURE, reason=reason, case="receipt", recipients=[row.recipient], reference=row.id
        )


ROLLED_BACK = (
    "a partner has seen later messages of this node than this one; "
    "if the node was restored from a backup, `passerelle node restored` mends it"
)


def _rolled_back(env: Env, row: Outbox, service: str) -> None:
    """A person hears of it; a recall of before the restoration is put again, for it was decided once."""
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=service,
        facts={"sentence": ROLLED_BACK, "node": row.recipient},
    )
    ledger = Disclosure.objects.using(env.database).filter(recall_envelope=row.id)
    if row.kind != Kind.RECALL or int(row.id.split("|")[1]) >= env.incarnation or not ledger.exists():
        return
    versions = dict(ledger.values_list("record").annotate(last=Max("version")).order_by("record"))
    items = tuple(RecallItem(record, version) for record, version in versions.items())
    agreement = ledger.values_list("agreement", flat=True)[0]
    body = Recall(items, "recalled by its owner")
    name = put(env, row.recipient, body, agreement=agreement, case="restored")
    ledger.update(recall_envelope=name)


def _refused(env: Env, row: Outbox, refusal: Refusal, service: str) -> None:
    if refusal.code is RefusalCode.INCARNATION_ROLLED_BACK:
        _rolled_back(env, row, service)
    asked = AskedQuestion.objects.using(env.database).filter(envelope=row.id).first()
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.REFUSAL,
        at=env.now(),
        service=service,
        case=asked.case if asked else "",
        facts={
            "message": row.id,
            "kind": row.kind,
            "code": str(refusal.code),
            "clause": refusal.clause,
            "sentence": f"{row.kind} refused: {refusal.code} {refusal.clause}".rstrip(),
        },
    )
