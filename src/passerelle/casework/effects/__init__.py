"""What each kind of message does when it arrives, one file a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.effects import amendment, hello, hit, offer, proposal, question, recall, release
from passerelle.casework.way_in import require_admitted
from passerelle.protocol.messages import (
    Answer,
    Correction,
    Feedback,
    Hello,
    Hit,
    Offer,
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
        case Recall() as body:
            effect = recall.apply(env, message, body)
        case Proposal() | Feedback() as body:
            effect = proposal.apply(env, opened.id, message, body)
        case Answer() | Receipt() | Refusal():
            # A reply comes back on the connection of what it replies to, never on its own.
            raise RefusedError(RefusalCode.KIND_UNKNOWN)
    return effect
