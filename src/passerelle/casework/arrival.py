"""A message from a partner: verified, taken into effect once, and answered.

One transaction holds the inbox key, the effect, the journal line and the
reply; the reply leaves after the commit. The same message again gets the same
reply, byte for byte. A message that cannot be taken is set aside with a
signed refusal and never stops the next one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from passerelle.casework.directory import StoreDirectory
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.effects import apply
from passerelle.casework.journaling import record_by_node
from passerelle.casework.posting import next_sequence
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import message_id
from passerelle.protocol.exchange import Draft, Opened, compose, receive
from passerelle.protocol.messages import Answer, Receipt, Refusal, RefusalCode
from passerelle.protocol.rejection import Rejected
from passerelle.store.journal import node as journal_node
from passerelle.store.models import Inbox, Node, Notice, Quarantine

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message

ALARM_AT = 3
# What a message's content may cause; anything else is this node's failure.
POISON = (PasserelleError, DatabaseError, ValueError, TypeError, LookupError, ArithmeticError)
MOST_SET_ASIDE = 10_000


class UnprovenError(PasserelleError):
    """Nothing shows who sent these bytes; they were set aside."""

    def __init__(self) -> None:
        super().__init__("not a message that this node can attribute; it was set aside and had no effect")


def handle(env: Env, carrier: str, wire: bytes) -> bytes:
    """The reply to what `carrier` brought; raises UnprovenError when there is nobody to reply to."""
    try:
        return _once(env, carrier, wire)
    except IntegrityError:
        # The same message came twice at once: the other one was first, and its reply is stored.
        return _once(env, carrier, wire)


def _once(env: Env, carrier: str, wire: bytes) -> bytes:
    with transaction.atomic(using=env.database):
        reply = _stored(env, carrier, wire) or _received(env, carrier, wire)
    if reply is None:
        raise UnprovenError
    return reply


def _stored(env: Env, carrier: str, wire: bytes) -> bytes | None:
    try:
        name = message_id(wire)
    except PasserelleError:
        return None
    # The sender's row is the lock: what it sends takes effect one after the other.
    Node.objects.using(env.database).select_for_update().filter(id=carrier).first()
    row = Inbox.objects.using(env.database).filter(id=name, sender=carrier).first()
    return None if row is None else bytes(row.reply)


def _received(env: Env, carrier: str, wire: bytes) -> bytes | None:
    found = receive(wire, env, StoreDirectory(env), carrier=carrier)
    if isinstance(found, Rejected):
        _set_aside(env, found.id or hashlib.sha256(wire).hexdigest(), carrier, str(found.code), wire)
        refusal = found.refusal
        if found.message is None or refusal is None:
            return None
        return _refuse(env, found.id, found.message, refusal)
    if _is_another_at_its_place(env, found.message):
        return _alarm(env, found, wire)
    _seen(env, found.message)
    return _taken(env, found, wire)


def _taken(env: Env, found: Opened, wire: bytes) -> bytes:
    try:
        with transaction.atomic(using=env.database):
            effect = apply(env, found)
    except RefusedError as refused:
        _set_aside(env, found.id, found.message.node, str(refused.code), wire)
        return _refuse(env, found.id, found.message, Refusal(found.id, refused.code, refused.clause))
    except (OperationalError, OSError, MemoryError):
        raise  # the machine failed, not the message: it stays pending at the sender
    except POISON:
        _set_aside(env, found.id, found.message.node, "poison", wire)
        return _refuse(env, found.id, found.message, Refusal(found.id, RefusalCode.BODY_MALFORMED))
    return _reply(env, found, effect)


def _reply(env: Env, found: Opened, effect: Effect) -> bytes:
    position = record_by_node(
        env,
        effect.act,
        reason=effect.reason,
        case=found.message.case or found.message.kind,
        subjects=effect.subjects,
        recipients=[found.message.node],
        reference=found.id,
    )
    entry = journal_node(env.database, 0, position).hex()
    return _keep(env, found.id, found.message, effect.answer or Receipt(found.id, effect.outcome, entry))


def _refuse(env: Env, name: str, message: Message, refusal: Refusal) -> bytes:
    _alarm_on_third(env, message)
    if _is_another_at_its_place(env, message):
        return _sealed(env, message, refusal)
    return _keep(env, name, message, refusal)


def _keep(env: Env, name: str, message: Message, body: Receipt | Answer | Refusal) -> bytes:
    reply = _sealed(env, message, body)
    Inbox.objects.using(env.database).create(
        id=name,
        sender=message.node,
        incarnation=message.incarnation,
        sequence=message.sequence,
        digest=name.rpartition("|")[2],
        kind=message.kind[:16],
        received_at=env.now(),
        reply=reply,
    )
    return reply


def _sealed(env: Env, message: Message, body: Receipt | Answer | Refusal) -> bytes:
    draft = Draft(
        body=body,
        sequence=next_sequence(env, message.node),
        agreement=message.agreement if isinstance(body, Answer) else "",
        case=message.case,
    )
    return compose(env, StoreDirectory(env), message.node, draft)


def _is_another_at_its_place(env: Env, message: Message) -> bool:
    """Whether another message of this sender has the same incarnation and sequence."""
    return (
        Inbox.objects.using(env.database)
        .filter(sender=message.node, incarnation=message.incarnation, sequence=message.sequence)
        .exists()
    )


def _alarm(env: Env, found: Opened, wire: bytes) -> bytes:
    message = found.message
    _set_aside(env, found.id, message.node, "sequence-reused", wire)
    _notify(env, message, "another message came in the place of one already received")
    return _sealed(env, message, Refusal(found.id, RefusalCode.INCARNATION_ROLLED_BACK))


def _alarm_on_third(env: Env, message: Message) -> None:
    refused = Quarantine.objects.using(env.database).filter(sender=message.node)
    if refused.count() == ALARM_AT:
        _notify(env, message, f"{ALARM_AT} messages of this partner were refused")


def _notify(env: Env, message: Message, sentence: str) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=message.service,
        facts={"sentence": sentence, "node": message.node},
    )


def _set_aside(env: Env, name: str, sender: str, code: str, wire: bytes) -> None:
    rows = Quarantine.objects.using(env.database)
    # A partner that sends nothing but rubbish fills a bounded room.
    kept = wire if rows.filter(sender=sender).count() < MOST_SET_ASIDE else b""
    rows.update_or_create(
        id=name[:160], defaults={"sender": sender[:32], "code": code, "received_at": env.now(), "wire": kept}
    )


def _seen(env: Env, message: Message) -> None:
    row = Node.objects.using(env.database).get(id=message.node)
    row.incarnation_seen = max(row.incarnation_seen, message.incarnation)
    row.last_seen = env.now()
    row.save(using=env.database, update_fields=["incarnation_seen", "last_seen"])
