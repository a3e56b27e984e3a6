"""Bytes as they come, plain or gzipped, with a bound on what they may become.

A gzip bomb is stopped by its ratio or by its absolute size, while it is being
unpacked. Nothing is ever held but the piece in hand.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Protocol

from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

PIECE = 1 << 16
PACKED_PIECE = 1 << 13  # a bomb swells a thousandfold, and is judged once for each piece
LARGEST = 512 * 1024 * 1024
LARGEST_RATIO = 150
ANY_RATIO = (
    1100  # no gzip file goes beyond: for a reader that holds one line at a time, and stops at the size
)
RATIO_FROM = 1 << 20  # a small file may be mostly repetition and harmless
GZIP = b"\x1f\x8b"
DAMAGED = "the gzip file is damaged"
# The checksum stands after the content: by then every byte of it has been read.
AFTER_CONTENT = re.compile("incorrect (?:data|length) check")
ALTERED = "the gzip file's checksum is not that of its content: some of what came before was altered"


class Source(Protocol):
    """Anything binary that can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""


class Pieces:
    """A source over an iterable of bytes."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = b""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._held = piece
        piece, self._held = self._held[:size], self._held[size:]
        return piece


class Peekable:
    """A source whose beginning can be looked at before it is read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._head = b""
        self._failure: UnreadableError | None = None

    def head(self, size: int) -> bytes:
        """The next `size` bytes, or fewer at the end or before damage, left unread.

        Raises UnreadableError where there is none; what comes before damage is read first.
        """
        while len(self._head) < size and self._failure is None:
            try:
                piece = self._source.read(size - len(self._head))
            except UnreadableError as error:
                self._failure = UnreadableError(error.line or 1, error.reason)
                break
            if not piece:
                break
            self._head += piece
        if self._failure and not self._head:
            raise self._failure
        return self._head[:size]

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        if self._failure:
            raise self._failure
        return self._source.read(size)


class Bounded:
    """A source that refuses to go on beyond its largest size."""

    def __init__(self, source: Source, largest: int = LARGEST) -> None:
        self._source = source
        self._left = largest
        self._largest = largest

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; raises UnreadableError beyond the bound."""
        piece = self._source.read(size)
        self._left -= len(piece)
        if self._left < 0:
            megabytes = self._largest >> 20
            raise UnreadableError(0, f"the content is larger than {megabytes} MB; split the file")
        return piece


class Gunzipped:
    """The content of a gzip file (RFC 1952), member after member, bounded by ratio.

    What was packed well before the damage is handed out first; the error comes after the last good byte.
    """

    def __init__(self, source: Source, ratio: int = LARGEST_RATIO) -> None:
        self._source = source
        self._ratio = ratio
        self._inflater = zlib.decompressobj(wbits=31)
        self._packed = 0
        self._unpacked = 0
        self._waiting = b""
        self._damage = ""

    def read(self, size: int, /) -> bytes:
        """Up to `size` unpacked bytes; raises UnreadableError when the file is cut, damaged or a bomb."""
        while True:
            if self._damage:
                raise UnreadableError(0, self._damage)
            if self._inflater.eof and not self._next_member():
                return b""
            if not self._waiting:
                self._waiting = self._source.read(PACKED_PIECE)
                self._packed += len(self._waiting)
                if not self._waiting:
                    raise UnreadableError(0, "the gzip file is cut short")
            piece = self._inflate(size)
            if piece:
                return piece

    def _next_member(self) -> bool:
        rest = self._inflater.unused_data or self._source.read(PACKED_PIECE)
        # RFC 1952 section 2.2 lets members follow one another; zeros after the last are padding of a tape.
        rest = rest.lstrip(b"\0")
        if not rest:
            return False
        self._packed += len(rest)
        self._inflater = zlib.decompressobj(wbits=31)
        self._waiting = rest
        return True

    def _inflate(self, size: int) -> bytes:
        before = self._inflater.copy()
        try:
            piece = self._inflater.decompress(self._waiting, size)
            self._waiting = self._inflater.unconsumed_tail
        except zlib.error:
            piece = self._until_damage(before, size)
        self._unpacked += len(piece)
        if self._unpacked > RATIO_FROM and self._unpacked > self._ratio * max(self._packed, 1):
            raise UnreadableError(0, f"the gzip file unpacks to more than {self._ratio} times its size")
        return piece

    def _until_damage(self, inflater: zlib._Decompress, size: int) -> bytes:
        """Of a piece that holds the damage, what comes before: a failing call hands out none of it."""
        self._inflater, good = inflater, b""
        while self._waiting and len(good) < size:
            try:
                good += inflater.decompress(self._waiting[:1])
            except zlib.error as error:
                self._damage = ALTERED if AFTER_CONTENT.search(str(error)) else DAMAGED
                break
            self._waiting = self._waiting[1:]
        return good


def opened(source: Source, largest: int = LARGEST, ratio: int = LARGEST_RATIO) -> Peekable:
    """The content of a plain or gzipped source, bounded, its beginning open to inspection."""
    outer = Peekable(source)
    if outer.head(2) != GZIP:
        return Peekable(Bounded(outer, largest))
    inner = Peekable(Bounded(Gunzipped(outer, ratio), largest))
    if inner.head(2) == GZIP:
        raise UnreadableError(0, "a gzip file inside a gzip file is not read; unpack it once")
    return inner


def whole(source: Source) -> bytes:
    """Everything that is left of the source."""
    pieces = []
    while piece := source.read(PIECE):
        pieces.append(piece)
    return b"".join(pieces)
