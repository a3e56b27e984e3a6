"""The bodies of messages, one file a kind, and the table from kind to body.

A body is parsed strictly within bounds; fields that this version does not
know stay in the signed payload, which is kept byte for byte.
"""

from __future__ import annotations

from passerelle.protocol.messages.answer import Answer
from passerelle.protocol.messages.consent_answer import ConsentAnswer
from passerelle.protocol.messages.consent_request import ConsentRequest
from passerelle.protocol.messages.correction import Correction
from passerelle.protocol.messages.feedback import Came, Feedback
from passerelle.protocol.messages.hello import Hello
from passerelle.protocol.messages.hit import Hit
from passerelle.protocol.messages.kind import Kind
from passerelle.protocol.messages.offer import Offer, OfferItem
from passerelle.protocol.messages.onward import Onward, OnwardItem
from passerelle.protocol.messages.proposal import Change, Proposal
from passerelle.protocol.messages.question import Question
from passerelle.protocol.messages.recall import Recall, RecallItem
from passerelle.protocol.messages.receipt import Outcome, Receipt
from passerelle.protocol.messages.refusal import Refusal, RefusalCode
from passerelle.protocol.messages.release import Licence, Release, ReleaseItem
from passerelle.protocol.messages.request import Request
from passerelle.protocol.messages.request_answer import RequestAnswer
from passerelle.protocol.messages.restriction import Restriction
from passerelle.protocol.messages.revocation import Revocation, RevocationReason

Body = (
    Hello
    | Question
    | Answer
    | Hit
    | Offer
    | Release
    | Correction
    | Restriction
    | ConsentRequest
    | ConsentAnswer
    | Onward
    | Recall
    | Proposal
    | Feedback
    | Revocation
    | Request
    | RequestAnswer
    | Receipt
    | Refusal
)

BODIES: dict[Kind, type[Body]] = {
    Kind.HELLO: Hello,
    Kind.QUESTION: Question,
    Kind.ANSWER: Answer,
    Kind.HIT: Hit,
    Kind.OFFER: Offer,
    Kind.RELEASE: Release,
    Kind.CORRECTION: Correction,
    Kind.RESTRICTION: Restriction,
    Kind.CONSENT_REQUEST: ConsentRequest,
    Kind.CONSENT: ConsentAnswer,
    Kind.ONWARD: Onward,
    Kind.RECALL: Recall,
    Kind.PROPOSAL: Proposal,
    Kind.FEEDBACK: Feedback,
    Kind.REQUEST: Request,
    Kind.REQUEST_ANSWER: RequestAnswer,
    Kind.REVOCATION: Revocation,
    Kind.RECEIPT: Receipt,
    Kind.REFUSAL: Refusal,
}

__all__ = [
    "BODIES",
    "Answer",
    "Body",
    "Came",
    "Change",
    "ConsentAnswer",
    "ConsentRequest",
    "Correction",
    "Feedback",
    "Hello",
    "Hit",
    "Kind",
    "Licence",
    "Offer",
    "OfferItem",
    "Onward",
    "OnwardItem",
    "Outcome",
    "Proposal",
    "Question",
    "Recall",
    "RecallItem",
    "Receipt",
    "Refusal",
    "RefusalCode",
    "Release",
    "ReleaseItem",
    "Request",
    "RequestAnswer",
    "Restriction",
    "Revocation",
    "RevocationReason",
]
