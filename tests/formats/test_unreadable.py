from __future__ import annotations

from passerelle.formats.unreadable import UnreadableError, UnreadableLineError


def test_a_line_that_cannot_be_used_is_named_by_its_number() -> None:
    error = UnreadableLineError(7, "the line holds NUL bytes")
    assert (error.line, error.reason, str(error)) == (
        7,
        "the line holds NUL bytes",
        "line 7: the line holds NUL bytes",
    )


def test_a_file_that_ends_early_says_what_was_kept() -> None:
    assert str(UnreadableError(7, "it is cut short")) == "line 7: it is cut short; what came before is kept"
