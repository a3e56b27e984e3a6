"""One body of each kind, from the invented world."""

from __future__ import annotations

from tests.protocol.world import AGREEMENT, MARKING, NOON, OBERLAND, UNTERLAND, drawn, statement

from passerelle.core.purpose import Purpose
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import About, RequestContent, RequestPart, UrgencyReason
from passerelle.core.request_copying import ContactCopy, NoCopyReason
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_step import Step
from passerelle.protocol.bucket import answer
from passerelle.protocol.card import CertifiedCard
from passerelle.protocol.messages import (
    Answer,
    Body,
    Came,
    Change,
    ConsentAnswer,
    ConsentRequest,
    Correction,
    Feedback,
    Hello,
    Hit,
    Kind,
    Licence,
    Offer,
    OfferItem,
    Onward,
    OnwardItem,
    Outcome,
    Proposal,
    Question,
    Recall,
    RecallItem,
    Receipt,
    Refusal,
    RefusalCode,
    Release,
    ReleaseItem,
    Request,
    RequestAnswer,
    Restriction,
    Revocation,
    RevocationReason,
)
from passerelle.protocol.messages.consent import Consent, SignedConsent
from passerelle.protocol.oblivious import scalar_from_uniform
from passerelle.protocol.question import ask

MESSAGE_ID = "oberland-1|1|7|" + "ab" * 32
RECORD = drawn("record 1", 16).hex()
ASKED, STATE = ask(
    [b"phone:+00000001"], [scalar_from_uniform(drawn("blind", 64))], 8, UNTERLAND.answering.pair.public
)
FOUND = answer(ASKED, lambda _bits, _bucket: [], UNTERLAND.answering, asked_in=MESSAGE_ID, tags=16)
LICENCE = Licence(recipient="unterland", clause="4.2", agreement=AGREEMENT, expiry=NOON)
ASKED_OF = RequestContent(
    kind=RequestKind.INFORMATION,
    urgency=Urgency.URGENT_DIRECT,
    urgent_because=UrgencyReason.LIFE_OR_LIMB,
    purpose=Purpose.GROUP_INVESTIGATION,
    authority="Court of Oberland",
    offence="engines sold to a group",
    necessity="nothing less shows who pays",
    held_there="the van is registered there",
    link="the van was at the quay",
    limits="not to be told to its keeper",
    wanted_by=NOON,
    parts=(RequestPart("1", "who keeps the van"), RequestPart("2", "who insured it")),
    about=(About("Vehicle", "registrationNumber", "SPEC 142"),),
)


def consented(number: int) -> SignedConsent:
    said = statement(number)
    consent = Consent(
        owner=MARKING.owner,
        node="oberland-1",
        holder="unterland",
        recipient="seeland",
        record=said.record,
        version=said.version,
        statement=said.id,
        purpose=Purpose.GROUP_INVESTIGATION,
        agreement=AGREEMENT,
        clause="4.2",
        given=NOON,
        expiry=NOON,
    )
    return SignedConsent.sign(consent, OBERLAND.sign)


BODIES: dict[Kind, Body] = {
    Kind.HELLO: Hello(CertifiedCard.certify(OBERLAND.card, OBERLAND.sign, OBERLAND.signing.public)),
    Kind.QUESTION: Question(Purpose.GROUP_INVESTIGATION, ASKED),
    Kind.ANSWER: Answer(MESSAGE_ID, FOUND),
    Kind.HIT: Hit(MESSAGE_ID, ("phone:+00000001",), "we hold a number of the supplier"),
    Kind.OFFER: Offer(MESSAGE_ID, (OfferItem(RECORD, "Person", "phone"),)),
    Kind.RELEASE: Release(tuple(ReleaseItem(statement(n), MARKING, LICENCE) for n in (1, 2))),
    Kind.CORRECTION: Correction((ReleaseItem(statement(3), MARKING, LICENCE),), "one digit was wrong"),
    Kind.RESTRICTION: Restriction((ReleaseItem(statement(4), MARKING, LICENCE),), "not beyond you"),
    Kind.CONSENT_REQUEST: ConsentRequest(
        "seeland-1", (RecallItem(RECORD, 1),), "they look for the same boat"
    ),
    Kind.CONSENT: ConsentAnswer(MESSAGE_ID, (consented(5),), "for this case alone"),
    Kind.ONWARD: Onward(tuple(OnwardItem(statement(n), MARKING, consented(n)) for n in (5, 6))),
    Kind.RECALL: Recall((RecallItem(RECORD, 1),), "found to be wrong"),
    Kind.PROPOSAL: Proposal(
        record=RECORD, version=1, change=Change.CORRECT, instead=drawn("record 2", 16).hex(), note="a digit"
    ),
    Kind.FEEDBACK: Feedback(of_message=MESSAGE_ID, record=RECORD, came=Came.USED, note="led to a warrant"),
    Kind.REQUEST: Request(ASKED_OF, ContactCopy(NoCopyReason.SAFETY_OF_A_PERSON)),
    Kind.REQUEST_ANSWER: RequestAnswer(
        of_message=MESSAGE_ID,
        step=Step.ANSWERED,
        text="the rest is with a court",
        authorisation="JA-7",
        expected=NOON,
        delivered=("1",),
        refused=(PartRefused("2", "not-available", "no insurer is known"),),
    ),
    Kind.REVOCATION: Revocation("seeland", RevocationReason.COMPROMISED, NOON),
    Kind.RECEIPT: Receipt(MESSAGE_ID, Outcome.TAKEN, "cd" * 32),
    Kind.REFUSAL: Refusal(MESSAGE_ID, RefusalCode.BUDGET_SPENT, "7.1"),
}
