"""The permission table at work on messages: which service may send a kind, and at whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.effect import RefusedError
from passerelle.casework.partners import own, partner
from passerelle.casework.signature import unsigned
from passerelle.core.decision import Permit, Refuse
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import allowed, may_come_from
from passerelle.errors import PasserelleError
from passerelle.protocol.messages import RefusalCode
from passerelle.protocol.messages.kind import Kind

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message

ASK_NUMBER = "declared ask"


class MayNotSendError(PasserelleError):
    """The officer's role may not have this kind of message sent; nothing was sent."""

    def __init__(self, kind: Kind, why: str) -> None:
        super().__init__(f"{why} Nothing was sent: a message of the kind {kind} was refused.")
        self.kind = kind


def require_may_send(access: Access, kind: Kind) -> None:
    """Nothing, where the table lets this officer's role have it sent; raises MayNotSendError."""
    match allowed(EntryKind.MESSAGE, kind, access.role, case=access.reference, reason=access.reason):
        case Permit():
            return
        case Refuse(reason, _):
            raise MayNotSendError(kind, reason.sentence)


def require_may_ask_number(access: Access) -> None:
    """Nothing, where the officer's role may ask about the one number in hand; raises MayNotSendError."""
    reference, reason = access.reference, access.reason
    match allowed(EntryKind.COMMAND, ASK_NUMBER, access.role, case=reference, reason=reason):
        case Permit():
            return
        case Refuse(why, _):
            raise MayNotSendError(Kind.QUESTION, why.sentence)


def require_admitted(env: Env, message: Message) -> None:
    """Nothing, where the sender's kind of service may send this and everybody signed; raises RefusedError."""
    sender = partner(env, message.node).party
    match may_come_from(message.kind, sender.kind):
        case Permit():
            pass
        case Refuse(_, clause):
            raise RefusedError(RefusalCode.KIND_NOT_YOURS, clause)
    if not Kind(message.kind).needs_agreement:
        return
    agreement = agreement_of(env, message.agreement)
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if unsigned(env, agreement, own(env).party, sender):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_SIGNED, "signatures")
