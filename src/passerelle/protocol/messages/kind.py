"""The closed list of what one node says to another."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A message's kind, as it stands in the signed payload."""

    HELLO = "hello"  # my node's certified card
    QUESTION = "question"  # do you know any of these keys, obliviously
    ANSWER = "answer"  # what lets the asker find out
    HIT = "hit"  # we both know this key: the asker opens the conversation
    OFFER = "offer"  # records, by id and kind, that you may ask for
    RELEASE = "release"  # statements under a licence
    CORRECTION = "correction"  # a newer version in place of what you have
    RESTRICTION = "restriction"  # the same under stricter rules
    CONSENT_REQUEST = "consent-request"  # may I pass these on to that service?
    CONSENT = "consent"  # these you may, each signed for itself
    ONWARD = "onward"  # another's statements, each with its owner's consent for you
    RECALL = "recall"  # records taken back by their owner
    PROPOSAL = "proposal"  # a change that I suggest to you, the owner
    FEEDBACK = "feedback"  # what came of your proposal, or of what you released
    REQUEST = "request"  # what I ask of you, under a clock
    REQUEST_ANSWER = "request-answer"  # what follows a request, from either side
    REVOCATION = "revocation"  # the keys of this service are not to be believed any more
    RECEIPT = "receipt"  # your message took effect, and which
    REFUSAL = "refusal"  # your message took none, and by which clause

    @property
    def needs_agreement(self) -> bool:
        """True for every kind but introductions and replies, which go where the message came from."""
        return self not in {Kind.HELLO, Kind.REVOCATION, Kind.RECEIPT, Kind.REFUSAL}
