"""What each kind of message does when it arrives, one file a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.effects import (
    amendment,
    consent,
    hello,
    hit,
    offer,
    onward,
    proposal,
    question,
    recall,
    release,
)
from passerelle.casework.way_in import require_admitted
from passerelle.protocol.messages import (
    Answer,
    ConsentAnswer,
    ConsentRequest,
    Correction,
    Feedback,
    Hello,
    Hit,
    Offer,
    Onward,
    Proposal,
    Question,
    Recall,
    Receipt,
    Refusal,
    RefusalCode,
    Release,
    Restriction,
)

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.exchange import Opened
    from passerelle.protocol.message import Message


def apply(env: Env, opened: Opened) -> Effect:
    """The effect of a message, held by the caller's transaction; raises RefusedError."""
    message = opened.message
    require_admitted(env, message)
    match opened.body:
        case Hello() as body:
            effect = hello.apply(env, message, body)
        case Question() as body:
            effect = question.apply(env, opened.id, message, body)
        case Hit() as body:
            effect = hit.apply(env, message, body)
        case Offer() as body:
            effect = offer.apply(env, message, body)
        case Release() as body:
            effect = release.apply(env, opened.id, message, body)
        case Correction() | Restriction() as body:
            effect = amendment.apply(env, opened.id, message, body)
        case Proposal() | Feedback() | ConsentRequest() | ConsentAnswer() | Onward() as body:
            effect = _about_received(env, opened.id, message, body)
        case Recall() as body:
            effect = recall.apply(env, message, body)
        case Answer() | Receipt() | Refusal():
            # A reply comes back on the connection of what it replies to, never on its own.
            raise RefusedError(RefusalCode.KIND_UNKNOWN)
    return effect


def _about_received(
    env: Env,
    name: str,
    message: Message,
    body: Proposal | Feedback | ConsentRequest | ConsentAnswer | Onward,
) -> Effect:
    """What a recipient says to an owner, an owner to a recipient, and what goes on to a third."""
    match body:
        case Proposal() | Feedback():
            return proposal.apply(env, name, message, body)
        case ConsentRequest():
            return consent.asked(env, name, message, body)
        case ConsentAnswer():
            return consent.answered(env, name, message, body)
        case Onward():
            return onward.apply(env, name, message, body)
