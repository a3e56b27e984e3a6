"""Text lines out of bytes: numbered, bounded in length, in one encoding.

The first line that is not plain ASCII decides the encoding, UTF-8 where it is
valid and Windows-1252 where the format allows that. A later line in another
encoding is refused by its number and never guessed at.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from passerelle.formats.source import PIECE
from passerelle.formats.unreadable import UnreadableError, UnreadableLineError

if TYPE_CHECKING:
    from passerelle.formats.source import Source

LONGEST = 1_000_000
END_OF_FILE = b"\x1a"  # DOS ended a text file so, and the published SDN list still does
MOST_REFUSED = 1_000
NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}


class Lines:
    """An iterator of lines that survives a bad one: the next call gives the next line."""

    def __init__(self, source: Source, encodings: tuple[str, ...] = ("utf-8",)) -> None:
        self.number = 0
        self._source = source
        self._encodings = encodings
        self._encoding = ""
        self._ready: list[bytes] = []
        self._rest = b""
        self._ended = False
        self._refused = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        """The next line with its end; raises UnreadableLineError for this line alone."""
        if not self._ready:
            self._fill()
        line = self._ready.pop()
        self.number += 1
        if self.number == 1 and line.startswith(codecs.BOM_UTF8):
            line = line[3:]
        if line.isascii() and b"\0" not in line:
            self._refused = 0
            return line.decode("ascii")
        return self._decoded(line)

    def _decoded(self, line: bytes) -> str:
        if b"\0" in line:
            raise self._refusal("the line holds NUL bytes")
        for encoding in (self._encoding,) if self._encoding else self._encodings:
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError:
                continue
            self._encoding = encoding
            self._refused = 0
            return text
        expected = self._encoding or self._encodings[0]
        raise self._refusal(f"the line is not {NAMES[expected]}; save the file as UTF-8")

    def _refusal(self, reason: str) -> UnreadableLineError | UnreadableError:
        self._refused += 1
        if self._refused > MOST_REFUSED:
            return UnreadableError(self.number, f"more than {MOST_REFUSED} lines in a row cannot be read")
        return UnreadableLineError(self.number, reason)

    def _fill(self) -> None:
        if self._ended:
            raise StopIteration
        while not self._ready:
            piece = self._piece()
            if not piece:
                self._ended = True
                if not self._rest.strip(END_OF_FILE):
                    raise StopIteration
                self._ready = [self._rest]
                return
            *whole, self._rest = (self._rest + piece).split(b"\n")
            if len(self._rest) > LONGEST or any(len(line) > LONGEST for line in whole):
                raise UnreadableError(self.number + 1, f"a line is longer than {LONGEST} bytes")
            self._ready = [line + b"\n" for line in reversed(whole)]

    def _piece(self) -> bytes:
        try:
            return self._source.read(PIECE)
        except UnreadableError as error:
            raise UnreadableError(self.number + 1, error.reason) from None
