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
    request,
    revocation,
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
    Request,
    RequestAnswer,
    Restriction,
    Revocation,
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
        case Hello() | Revocation() as body:
            effect = _about_trust(env, message, body)
        case Question() | Hit() | Offer() as body:
            effect = _about_keys(env, opened.id, message, body)
        case Release() as body:
            effect = release.apply(env, opened.id, message, body)
        case Correction() | Restriction() as body:
            effect = amendment.apply(env, opened.id, message, body)
        case Request() | RequestAnswer() | Proposal() | Feedback() as body:
            effect = _for_a_person(env, opened.id, message, body)
        case ConsentRequest() | ConsentAnswer() | Onward() as body:
            effect = _about_onward(env, opened.id, message, body)
        case Recall() as body:
            effect = recall.apply(env, message, body)
        case Answer() | Receipt() | Refusal():
            # A reply comes back on the connection of what it replies to, never on its own.
            raise RefusedError(RefusalCode.KIND_UNKNOWN)
    return effect


def _about_keys(env: Env, name: str, message: Message, body: Question | Hit | Offer) -> Effect:
    """What leads from a question to a conversation, and from there to an offer."""
    match body:
        case Question():
            return question.apply(env, name, message, body)
        case Hit():
            return hit.apply(env, message, body)
        case Offer():
            return offer.apply(env, message, body)


def _for_a_person(
    env: Env, name: str, message: Message, body: Request | RequestAnswer | Proposal | Feedback
) -> Effect:
    """What one service says to another's people, and what they say back."""
    match body:
        case Request() | RequestAnswer():
            return request.apply(env, name, message, body)
        case Proposal() | Feedback():
            return proposal.apply(env, name, message, body)


def _about_onward(
    env: Env, name: str, message: Message, body: ConsentRequest | ConsentAnswer | Onward
) -> Effect:
    """What a recipient asks of an owner, what an owner allows, and what goes on to a third."""
    match body:
        case ConsentRequest():
            return consent.asked(env, name, message, body)
        case ConsentAnswer():
            return consent.answered(env, name, message, body)
        case Onward():
            return onward.apply(env, name, message, body)


def _about_trust(env: Env, message: Message, body: Hello | Revocation) -> Effect:
    match body:
        case Hello():
            return hello.apply(env, message, body)
        case Revocation():
            return revocation.apply(env, message, body)
