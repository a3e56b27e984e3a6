"""A message from a partner: verified, taken into effect once, and answered.

Opening and verifying look at nothing that this node holds about anybody, so
they come before the transaction and do not keep other writers waiting. One
transaction then holds the inbox key, the effect, the journal line and the
reply; the reply leaves after the commit. The same message again gets the same
reply, byte for byte. A message that cannot be taken is set aside with a
signed refusal and never stops the next one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from passerelle.casework.directory import StoreDirectory
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.effects import apply
from passerelle.casework.journaling import record_by_node
from passerelle.casework.posting import next_sequence
from passerelle.casework.relaying import carry, is_for_another
from passerelle.casework.reply import Reply
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import message_id, parse_envelope
from passerelle.protocol.exchange import Draft, Opened, compose, receive
from passerelle.protocol.messages import Answer, Receipt, Refusal, RefusalCode
from passerelle.protocol.messages.kind import Kind
from passerelle.protocol.rejection import Rejected
from passerelle.store import inbox
from passerelle.store.journal import node as journal_node
from passerelle.store.models import Notice, Quarantine

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.envelope import Header
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
    return take(env, carrier, wire).wire


def take(env: Env, carrier: str, wire: bytes) -> Reply:
    """As `handle`, and whether the reply waits for its time slot."""
    try:
        return _once(env, carrier, wire)
    except IntegrityError:
        # The same message came twice at once: the other one was first, and its reply is stored.
        return _once(env, carrier, wire)


def _once(env: Env, carrier: str, wire: bytes) -> Reply:
    directory = StoreDirectory(env)
    header = header_of(wire)
    if header is not None and is_for_another(env, header, carrier):
        return Reply(carry(env, wire), at_slot=False)
    # A hub brings what its sender sealed; whoever else brings it is taken for the sender and refused.
    by_hub = header is not None and carrier in directory.relays(header.node)
    sender = header.node if header is not None and by_hub else carrier
    stored = _stored(env, sender, wire)
    if stored is not None:
        return stored
    found = receive(wire, env, directory, carrier=carrier)
    with transaction.atomic(using=env.database):
        # The sender's row is the lock: what it sends takes effect one after the other.
        incarnation = inbox.incarnation_seen(env.database, sender, lock=True)
        now = StoreDirectory(env)
        if now.partner(sender) != directory.partner(sender) or incarnation != directory.incarnation(sender):
            # Its card or incarnation changed since the message was opened.
            directory = now
            found = receive(wire, env, directory, carrier=carrier)
        reply = _received(_Arrival(env, directory, carrier, wire), found)
    if reply is None:
        raise UnprovenError
    return Reply(reply, found.message is not None and found.message.kind == Kind.QUESTION)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """What came, and this node as it is while it takes effect."""

    env: Env
    directory: StoreDirectory
    carrier: str
    wire: bytes


def header_of(wire: bytes) -> Header | None:
    """The header of an envelope, for routing; None for bytes that are none."""
    try:
        return parse_envelope(wire).header
    except PasserelleError:
        return None


def _stored(env: Env, carrier: str, wire: bytes) -> Reply | None:
    try:
        name = message_id(wire)
    except PasserelleError:
        return None
    found = inbox.reply_to(env.database, name, carrier)
    return None if found is None else Reply(found[0], found[1] == Kind.QUESTION)


def _received(arrival: _Arrival, found: Opened | Rejected) -> bytes | None:
    env = arrival.env
    if isinstance(found, Rejected):
        name = found.id or hashlib.sha256(arrival.wire).hexdigest()
        _set_aside(env, name, arrival.carrier, str(found.code), arrival.wire)
        refusal = found.refusal
        if found.message is None or refusal is None:
            return None
        return _refuse(arrival, found.id, found.message, refusal)
    taken = _at_its_place(env, found.message)
    if taken is None:
        _seen(env, found.message)
        return _taken(arrival, found)
    if taken[0] == found.id:
        # The same message came twice at once, and the other one was first.
        return taken[1]
    return _alarm(arrival, found)


def _taken(arrival: _Arrival, found: Opened) -> bytes:
    env, message = arrival.env, found.message
    try:
        with transaction.atomic(using=env.database):
            effect = apply(env, found)
    except RefusedError as refused:
        _set_aside(env, found.id, message.node, str(refused.code), arrival.wire)
        return _refuse(arrival, found.id, message, Refusal(found.id, refused.code, refused.clause))
    except (OperationalError, OSError, MemoryError):
        raise  # the machine failed, not the message: it stays pending at the sender
    except POISON:
        _set_aside(env, found.id, message.node, "poison", arrival.wire)
        return _refuse(arrival, found.id, message, Refusal(found.id, RefusalCode.BODY_MALFORMED))
    return _reply(arrival, found, effect)


def _reply(arrival: _Arrival, found: Opened, effect: Effect) -> bytes:
    env = arrival.env
    position = record_by_node(
        env,
        effect.act,
        reason=effect.reason,
        case=found.message.case or found.message.kind,
        subjects=effect.subjects,
        commitments=effect.commitments,
        recipients=[found.message.node],
        reference=found.id,
    )
    entry = journal_node(env.database, 0, position).hex()
    body = effect.answer or Receipt(found.id, effect.outcome, entry)
    return _keep(arrival, found.id, found.message, body)


def _refuse(arrival: _Arrival, name: str, message: Message, refusal: Refusal) -> bytes:
    _alarm_on_third(arrival.env, message)
    if _at_its_place(arrival.env, message) is not None:
        return _sealed(arrival, message, refusal)
    return _keep(arrival, name, message, refusal)


def _keep(arrival: _Arrival, name: str, message: Message, body: Receipt | Answer | Refusal) -> bytes:
    reply = _sealed(arrival, message, body)
    place = (message.node, message.incarnation, message.sequence)
    row = (name, *place, name.rpartition("|")[2], message.kind[:16])
    inbox.keep(arrival.env.database, row, arrival.env.now(), reply)
    return reply


def _sealed(arrival: _Arrival, message: Message, body: Receipt | Answer | Refusal) -> bytes:
    draft = Draft(
        body=body,
        sequence=next_sequence(arrival.env, message.node),
        agreement=message.agreement if isinstance(body, Answer) else "",
        case=message.case,
    )
    return compose(arrival.env, arrival.directory, message.node, draft)


def _at_its_place(env: Env, message: Message) -> tuple[str, bytes] | None:
    """Id and reply of the message that this sender sent with that incarnation and sequence, if any came."""
    return inbox.at_place(env.database, message.node, message.incarnation, message.sequence)


def _alarm(arrival: _Arrival, found: Opened) -> bytes:
    message = found.message
    _set_aside(arrival.env, found.id, message.node, "sequence-reused", arrival.wire)
    _notify(arrival.env, message, "another message came in the place of one already received")
    return _sealed(arrival, message, Refusal(found.id, RefusalCode.INCARNATION_ROLLED_BACK))


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
    # A message of an earlier incarnation than the one seen was refused when it was opened.
    inbox.seen(env.database, message.node, message.incarnation, env.now())
