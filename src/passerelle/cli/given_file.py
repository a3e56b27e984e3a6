"""A small file that a command is given, plain or gzipped, whole and bounded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.formats.source import PIECE, opened
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from passerelle.formats.source import Source

STANDARD_INPUT = "-"


class GivenFileError(PasserelleError):
    """A file cannot be read whole; nothing was done with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is absent, damaged or too long; nothing was done, give another")


def given_file(path: Path, what: str, *, longest: int) -> bytes:
    """The content of the file; raises GivenFileError, which says what it was and nothing of it."""
    try:
        with path.open("rb") as file:
            return _whole(file, longest)
    except (OSError, UnreadableError):
        raise GivenFileError(what) from None


def given(name: str, what: str, *, longest: int) -> bytes:
    """The same of a file, or of standard input where its name is a hyphen."""
    if name != STANDARD_INPUT:
        return given_file(Path(name), what, longest=longest)
    try:
        return _whole(sys.stdin.buffer, longest)
    except (OSError, UnreadableError):
        raise GivenFileError(what) from None


def _whole(file: Source, longest: int) -> bytes:
    source = opened(file, longest)
    return b"".join(iter(lambda: source.read(PIECE), b""))
