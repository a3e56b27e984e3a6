from __future__ import annotations

from passerelle.documents.unreadable import UnreadableDocumentError
from passerelle.errors import PasserelleError


def test_the_sentence_says_what_why_and_what_to_do() -> None:
    error = UnreadableDocumentError("the master list", "it is cut short")
    assert isinstance(error, PasserelleError)
    said = str(error)
    assert "the master list cannot be read: it is cut short" in said
    assert "nothing was kept" in said
