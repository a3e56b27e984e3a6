"""The errors of a reader: one line that cannot be used, or a file that cannot be read any further."""

from __future__ import annotations

from passerelle.errors import PasserelleError


class UnreadableLineError(PasserelleError):
    """One line cannot be used; the next one can."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class UnreadableError(PasserelleError):
    """The file cannot be read beyond this line; what came before is kept."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}; what came before is kept")
        self.line = line
        self.reason = reason
