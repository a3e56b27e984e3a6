"""What can wait for a person in the inbox."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """A row's kind; the desk says it in words."""

    HIT = "hit"  # a partner holds a key we asked about; only we know
    OPENED = "opened"  # a partner opened the conversation about a key we hold
    LOCAL_HIT = "local-hit"  # two of our own files hold the same key
    OFFER = "offer"
    ARRIVAL = "arrival"  # statements released to us
    CORRECTION = "correction"  # an owner corrected what we have
    RESTRICTION = "restriction"  # an owner set stricter rules for what we have
    RECALL = "recall"  # an owner took something back
    OWED = "owed"  # a newer file changed what partners have
    PROPOSAL = "proposal"  # a recipient suggests a change to what we released
    FEEDBACK = "feedback"  # what came of a proposal, or of a release
    CONSENT_ASKED = "consent-asked"  # a recipient asks to pass on what we released to it
    CONSENT = "consent"  # what an owner answered
    REQUEST = "request"  # a request, or what followed one
    INCIDENT = "incident"  # a recipient has not confirmed what it must
    REFUSAL = "refusal"  # a partner refused, with a clause
    ALARM = "alarm"  # something that must not happen did
