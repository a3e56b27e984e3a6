"""Text in the encodings of office programs, as UTF-8, so that lines can be parted.

UTF-16 is told by its mark. What a person names is taken at their word; a place
that the encoding does not know ends the reading there.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from passerelle.formats.source import Peekable
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from passerelle.formats.source import Source

MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
AS_THEY_ARE = ("", "utf-8", "cp1252")


class Transcoded:
    """A source of UTF-8 over one in another encoding."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._lines = 1

    def read(self, size: int, /) -> bytes:
        """About `size` bytes, empty at the end; raises UnreadableError at what the encoding does not know."""
        while piece := self._source.read(size):
            if text := self._decoded(piece, final=False):
                return text
        return self._decoded(b"", final=True)

    def _decoded(self, piece: bytes, *, final: bool) -> bytes:
        try:
            text = self._decoder.decode(piece, final=final)
        except UnicodeDecodeError:
            raise UnreadableError(self._lines, "the text is not in the encoding that was said") from None
        self._lines += text.count("\n")
        return text.encode("utf-8", "replace")


def transcoded(source: Peekable, encoding: str) -> Peekable:
    """The source in UTF-8, told by a mark of UTF-16 or by what was said; else as it is."""
    if source.head(2) in MARKS:
        return Peekable(Transcoded(source, "utf-16"))
    return source if encoding in AS_THEY_ARE else Peekable(Transcoded(source, encoding))
