"""Bytes in, a verified message out; a draft in, bytes out. No socket, no database, no clock of its own.

De-duplication is the store's: it looks up `message_id(wire)` among stored
receipts first, returns the stored receipt byte for byte, and calls `receive`
only for an id it has never seen. Receipts, answers and refusals are messages
too, composed like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import (
    AlgorithmError,
    Envelope,
    Header,
    check_algorithms,
    parse_envelope,
    parse_plaintext,
    plaintext_of,
)
from passerelle.protocol.fields import Fields
from passerelle.protocol.manifest import Signature, sign_batch, sign_one
from passerelle.protocol.message import Message
from passerelle.protocol.messages import BODIES, Body, Kind
from passerelle.protocol.rejection import RejectCode, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env
    from passerelle.protocol.card import NodeCard
    from passerelle.protocol.directory import Directory


class UnknownRecipientError(PasserelleError):
    """There is no card for the recipient node; nothing was signed or sealed."""

    def __init__(self, node: str) -> None:
        super().__init__(f"no checked keys for node {node}; exchange cards first, the message is kept unsent")
        self.node = node


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be said, before it is signed."""

    body: Body
    sequence: int
    agreement: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that passed every step, its body, and the id under which it takes effect once."""

    id: str
    message: Message
    body: Body


def compose(env: Env, directory: Directory, recipient: str, draft: Draft) -> bytes:
    """The envelope of one message to one node."""
    payload = _message(env, recipient, draft).to_bytes()
    return _sealed(env, directory, recipient, draft.sequence, sign_one(payload, env.sign), payload)


def compose_batch(
    env: Env, directory: Directory, recipient: str, drafts: Sequence[Draft]
) -> tuple[bytes, ...]:
    """The envelopes of many messages to one node, signed once."""
    payloads = [_message(env, recipient, draft).to_bytes() for draft in drafts]
    signatures = sign_batch(payloads, recipient, env.sign)
    return tuple(
        _sealed(env, directory, recipient, draft.sequence, signature, payload)
        for draft, signature, payload in zip(drafts, signatures, payloads, strict=True)
    )


def _message(env: Env, recipient: str, draft: Draft) -> Message:
    return Message(
        kind=kind_of(draft.body),
        service=env.service,
        node=env.node,
        recipient=recipient,
        incarnation=env.incarnation,
        sequence=draft.sequence,
        agreement=draft.agreement,
        case=draft.case,
        sent_at=env.now(),
        body=draft.body.as_json(),
    )


def kind_of(body: Body) -> Kind:
    """The kind whose body this is."""
    return next(kind for kind, known in BODIES.items() if isinstance(body, known))


def _sealed(
    env: Env, directory: Directory, recipient: str, sequence: int, signature: Signature, payload: bytes
) -> bytes:
    card = directory.card(recipient)
    if card is None:
        raise UnknownRecipientError(recipient)
    header = Header(node=env.node, recipient=recipient, incarnation=env.incarnation, sequence=sequence)
    plaintext = plaintext_of(signature, payload)
    return Envelope(header, env.seal(card.sealing_key, plaintext, header.info)).to_bytes()


class _RejectError(Exception):
    """Carries a rejection out of a step; it never leaves this module."""

    def __init__(self, code: RejectCode, message: Message | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def receive(
    wire: bytes, env: Env, directory: Directory, *, carrier: str, is_reply: bool = False
) -> Opened | Rejected:
    """The message in these bytes, or the first step that they fail; `carrier` is the node that TLS showed.

    A reply is bound to what it replies to, and a node stores it: one of before a restoration still counts.
    """
    name = ""
    try:
        # Receiving 1. The bytes are one envelope, within bounds.
        envelope = _framed(wire)
        name = envelope.id
        card = _routed(envelope, env, directory, carrier)
        former = directory.former_key(card.node)
        keys = (card.signing_key,) if former is None else (card.signing_key, former)
        message = _proven(envelope, env, card, keys)
        if not is_reply:
            _check_incarnation(message, directory)
        return Opened(name, message, _admitted(message, directory))
    except _RejectError as rejected:
        return Rejected(rejected.code, name, rejected.message)


def _framed(wire: bytes) -> Envelope:
    try:
        envelope = parse_envelope(wire)
        # Receiving 2. Both algorithms are on the allow-list.
        check_algorithms(envelope.header)
    except AlgorithmError:
        raise _RejectError(RejectCode.ALGORITHM) from None
    except PasserelleError:
        raise _RejectError(RejectCode.FRAMING) from None
    return envelope


def _routed(envelope: Envelope, env: Env, directory: Directory, carrier: str) -> NodeCard:
    header = envelope.header
    # Receiving 3. The recipient is this node.
    if header.recipient != env.node:
        raise _RejectError(RejectCode.RECIPIENT)
    # Receiving 4. The sender has a card that was followed back to a checked key.
    card = directory.card(header.node)
    if card is None:
        raise _RejectError(RejectCode.SENDER)
    # Receiving 5. The carrier is the sender itself or a relay accepted for it.
    if carrier != header.node and carrier not in directory.relays(header.node):
        raise _RejectError(RejectCode.CARRIER)
    return card


def _proven(envelope: Envelope, env: Env, card: NodeCard, keys: Sequence[bytes]) -> Message:
    header = envelope.header
    # Receiving 6. The seal opens with our key and with this header.
    try:
        plaintext = env.open(envelope.sealed, header.info)
    except PasserelleError:
        raise _RejectError(RejectCode.SEAL) from None
    # Receiving 7. The owner service of the sending node signed these exact bytes for this recipient.
    try:
        signature, payload = parse_plaintext(plaintext)
        if not any(signature.holds(key, payload, header.recipient) for key in keys):
            raise _RejectError(RejectCode.SIGNATURE)
    except PasserelleError:
        raise _RejectError(RejectCode.SIGNATURE) from None
    try:
        message = Message.from_bytes(payload)
    except PasserelleError:
        raise _RejectError(RejectCode.BODY) from None
    # Receiving 8. What was signed names the same service, nodes and place in the sequence as outside.
    inside = (message.service, message.node, message.recipient, message.incarnation, message.sequence)
    if inside != (card.service, header.node, header.recipient, header.incarnation, header.sequence):
        raise _RejectError(RejectCode.MISMATCH)
    return message


def _check_incarnation(message: Message, directory: Directory) -> None:
    # Receiving 9. The sender was not set back to an earlier incarnation.
    if message.incarnation < directory.incarnation(message.node):
        raise _RejectError(RejectCode.INCARNATION, message)


def _admitted(message: Message, directory: Directory) -> Body:
    # Receiving 10. The kind is known.
    try:
        kind = Kind(message.kind)
    except ValueError:
        raise _RejectError(RejectCode.KIND, message) from None
    # Receiving 11. An agreement between both services is named, save for introductions and replies.
    if kind.needs_agreement and not directory.has_agreement(message.agreement, message.service):
        raise _RejectError(RejectCode.AGREEMENT, message)
    # Receiving 12. The body reads strictly.
    try:
        return BODIES[kind].of(Fields(message.body, kind))
    except PasserelleError:
        raise _RejectError(RejectCode.BODY, message) from None
