"""`hello`: a known partner's newer card replaces the one held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.key_changes import note_change
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import keep_card, partner
from passerelle.casework.restoring import send_again
from passerelle.errors import PasserelleError
from passerelle.protocol.card import verify_card
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hello, RefusalCode

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message


def apply(env: Env, message: Message, hello: Hello) -> Effect:
    """The card is the partner's, once its keys lead back to the one that was checked."""
    known = partner(env, message.node)
    try:
        card = verify_card(
            hello.card,
            service=message.service,
            trusted_key=known.card.signing_key,
            serial=known.card.serial,
        )
    except PasserelleError:
        raise RefusedError(RefusalCode.CARD_NOT_CERTIFIED) from None
    if card.serial == known.card.serial and hello.card.card != known.certified.card:
        # Two cards of one serial: this node says one thing to us and another thing to somebody else.
        raise RefusedError(RefusalCode.CARD_NOT_CERTIFIED)
    # A new certificate must be pinned from a partner file: TLS could not check it by its digest alone.
    if (card.node, card.certificate) != (message.node, known.card.certificate):
        raise RefusedError(RefusalCode.CARD_NOT_CERTIFIED)
    keep_card(env, replace(known, card=card, address=card.address), hello.card)
    if card.signing_key != known.card.signing_key:
        note_change(env, message.node, card.signing_key)
    send_again(env, message, hello)
    return Effect(act=Act.ACCESS_CHANGE, reason=NodeReason.INTRODUCED)
