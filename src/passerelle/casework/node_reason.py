"""What a journal says a node did without a person: a closed list, said on a desk in the reader's language.

The words written are the English ones, for ever: a line is part of the tree
and never changes. A reader sees them in their own language.
"""

from __future__ import annotations

from enum import StrEnum


class NodeReason(StrEnum):
    """Why a line stands in the journal that no officer wrote."""

    AGREEMENT_ADDED = "an agreement was added while the node was set up"
    PARTNER_TRUSTED = "a partner was trusted while the node was set up"
    SIGNATURES_TAKEN = "signatures under an agreement were taken while the node was set up"
    LIST_IMPORTED = "a list was imported while the node was set up"
    FIRST_OFFICER = "the first officer was added while the node was set up"
    INTRODUCED = "a partner introduced itself with a certified card"
    KEY_FIRST_USED = "a partner's key for questions is used for the first time"
    ANSWERED = "answered an oblivious question"
    TOLD = "an answer told which of the keys asked about the partner holds"
    OPENED = "a partner opened the conversation about a key"
    OFFERED = "a partner offered records without their values"
    RELEASED = "a partner released statements"
    CORRECTED = "an owner corrected records"
    RESTRICTED = "an owner set stricter rules for records"
    RECALLED = "an owner recalled records; their content was erased, or restricted where a hold stands"
    SUGGESTED = "a partner suggested a change, or said what came of something"
    CONSENT_ASKED = "a partner asked to pass on records"
    CONSENT_ANSWERED = "an owner said which of its records may be passed on"
    PASSED_ON = "a partner passed statements on with their owner's consent"
    REVOKED = "a partner revoked keys, its own or another's"
    RECEIVED = "a partner confirmed that it received what was released"
    RECALL_TAKEN = "a partner confirmed that it erased what was recalled"
    RECALL_HELD_NOTHING = "a partner confirmed that it holds nothing of what was recalled"
    RECALL_RESTRICTED = "a partner confirmed a recall and keeps the content restricted, as a hold demands"
    RECALL_WAITING = "a partner received a recall; a person there decides"
    LEDGERS_ENDED = "ledgers passed their review, or no hold keeps them any more; their transfers were erased"
    ASKED_OF_US = "a partner asked for information, or sent an order"
    REQUEST_FOLLOWED = "a partner told what became of a request"
    REQUEST_REVIEWED = "the review of a concluded request passed, and nobody renewed it"
    EXPIRED = "licences ran out; the content was erased, or restricted where a hold stands"
    PACKED = "envelopes were packed to be carried by hand"
    UNPACKED = "envelopes carried by hand were unpacked"
