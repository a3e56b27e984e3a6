"""What the parsers of this room raise: one error, which says what cannot be read and repeats nothing."""

from __future__ import annotations

from passerelle.errors import PasserelleError


class UnreadableDocumentError(PasserelleError):
    """The bytes are not what they were given as, or are cut short, damaged or too large."""

    def __init__(self, thing: str, reason: str) -> None:
        super().__init__(f"{thing} cannot be read: {reason}; nothing was kept, present the document again")
        self.thing = thing
        self.reason = reason
