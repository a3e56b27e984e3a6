"""Words for what the journal says was done, why a node did it, and under which reference."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.casework.node_reason import NodeReason
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Kind

ACTS = {
    Act.COLLECTION: _("collection"),
    Act.ALTERATION: _("alteration"),
    Act.CONSULTATION: _("consultation"),
    Act.DISCLOSURE: _("disclosure"),
    Act.COMBINATION: _("combination"),
    Act.ERASURE: _("erasure"),
    Act.ACCESS_CHANGE: _("change of access"),
    Act.OVERSIGHT: _("oversight"),
}
NODE_REASONS = {
    NodeReason.AGREEMENT_ADDED: _("an agreement was added while the node was set up"),
    NodeReason.PARTNER_TRUSTED: _("a partner was trusted while the node was set up"),
    NodeReason.SIGNATURES_TAKEN: _("signatures under an agreement were taken while the node was set up"),
    NodeReason.LIST_IMPORTED: _("a list was imported while the node was set up"),
    NodeReason.FIRST_OFFICER: _("the first officer was added while the node was set up"),
    NodeReason.INTRODUCED: _("a partner introduced itself with a certified card"),
    NodeReason.KEY_FIRST_USED: _("a partner's key for questions is used for the first time"),
    NodeReason.ANSWERED: _("answered an oblivious question"),
    NodeReason.TOLD: _("an answer told which of the keys asked about the partner holds"),
    NodeReason.OPENED: _("a partner opened the conversation about a key"),
    NodeReason.OFFERED: _("a partner offered records without their values"),
    NodeReason.RELEASED: _("a partner released statements"),
    NodeReason.CORRECTED: _("an owner corrected records"),
    NodeReason.RESTRICTED: _("an owner set stricter rules for records"),
    NodeReason.RECALLED: _(
        "an owner recalled records; their content was erased, or restricted where a hold stands"
    ),
    NodeReason.SUGGESTED: _("a partner suggested a change, or said what came of something"),
    NodeReason.CONSENT_ASKED: _("a partner asked to pass on records"),
    NodeReason.CONSENT_ANSWERED: _("an owner said which of its records may be passed on"),
    NodeReason.PASSED_ON: _("a partner passed statements on with their owner's consent"),
    NodeReason.REVOKED: _("a partner revoked keys, its own or another's"),
    NodeReason.RECEIVED: _("a partner confirmed that it received what was released"),
    NodeReason.RECALL_TAKEN: _("a partner confirmed that it erased what was recalled"),
    NodeReason.RECALL_HELD_NOTHING: _("a partner confirmed that it holds nothing of what was recalled"),
    NodeReason.RECALL_RESTRICTED: _(
        "a partner confirmed a recall and keeps the content restricted, as a hold demands"
    ),
    NodeReason.RECALL_WAITING: _("a partner received a recall; a person there decides"),
    NodeReason.LEDGERS_ENDED: _(
        "ledgers passed their review, or no hold keeps them any more; their transfers were erased"
    ),
    NodeReason.ASKED_OF_US: _("a partner asked for information, or sent an order"),
    NodeReason.REQUEST_FOLLOWED: _("a partner told what became of a request"),
    NodeReason.REQUEST_REVIEWED: _("the review of a concluded request passed, and nobody renewed it"),
    NodeReason.EXPIRED: _("licences ran out; the content was erased, or restricted where a hold stands"),
    NodeReason.PACKED: _("envelopes were packed to be carried by hand"),
    NodeReason.UNPACKED: _("envelopes carried by hand were unpacked"),
}
NODE = _("the node itself")
REFERENCES = {
    Kind.HELLO: pgettext_lazy("kind of message", "introduction"),
    Kind.QUESTION: pgettext_lazy("kind of message", "question"),
    Kind.ANSWER: pgettext_lazy("kind of message", "answer"),
    Kind.HIT: pgettext_lazy("kind of message", "hit"),
    Kind.OFFER: pgettext_lazy("kind of message", "offer"),
    Kind.RELEASE: pgettext_lazy("kind of message", "release"),
    Kind.CONSENT_REQUEST: pgettext_lazy("kind of message", "request for consent"),
    Kind.CONSENT: pgettext_lazy("kind of message", "consent"),
    Kind.ONWARD: pgettext_lazy("kind of message", "onward transfer"),
    Kind.REVOCATION: pgettext_lazy("kind of message", "revocation of keys"),
    Kind.CORRECTION: pgettext_lazy("kind of message", "correction"),
    Kind.RESTRICTION: pgettext_lazy("kind of message", "restriction"),
    Kind.RECALL: pgettext_lazy("kind of message", "recall"),
    Kind.PROPOSAL: pgettext_lazy("kind of message", "proposal"),
    Kind.FEEDBACK: pgettext_lazy("kind of message", "feedback"),
    Kind.REQUEST: pgettext_lazy("kind of message", "request"),
    Kind.REQUEST_ANSWER: pgettext_lazy("kind of message", "what follows a request"),
    Kind.RECEIPT: pgettext_lazy("kind of message", "receipt"),
    Kind.REFUSAL: pgettext_lazy("kind of message", "refusal"),
}
OCCASIONS = {
    "set-up": _("setting up"),
    "key": _("key of a partner"),
    "expiry": _("end of a licence"),
    "by hand": _("carried by hand"),
    "duty": _("duty operation"),
}
