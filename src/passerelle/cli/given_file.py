"""A small file that a command is given, plain or gzipped, whole and bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.formats.source import PIECE, opened
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path


class GivenFileError(PasserelleError):
    """A file cannot be read whole; nothing was done with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is absent, damaged or too long; nothing was done, give another")


def given_file(path: Path, what: str, *, longest: int) -> bytes:
    """The content of the file; raises GivenFileError, which says what it was and nothing of it."""
    try:
        with path.open("rb") as file:
            source = opened(file, longest)
            return b"".join(iter(lambda: source.read(PIECE), b""))
    except (OSError, UnreadableError):
        raise GivenFileError(what) from None
