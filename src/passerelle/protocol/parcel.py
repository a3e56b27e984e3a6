"""Many envelopes in one file, for a site that no line reaches: the same bytes as over the wire.

    magic | for each entry: length of the name | name | length of the envelope | envelope

A name is the id of the message that the envelope replies to, and empty for a
message. The file proves nothing and hides nothing that an envelope does not;
each envelope proves itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import LARGEST_ENVELOPE, LENGTH_BYTES
from passerelle.protocol.messages.reference import message_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

MAGIC = b"passerelle-parcel/1\n"
MOST_ENTRIES = 10_000
LONGEST_NAME = 256
ENTRY_OVERHEAD = 2 * LENGTH_BYTES + LONGEST_NAME  # at most


class ParcelError(PasserelleError):
    """A file is no parcel of envelopes, or was cut short; nothing of it was taken."""

    def __init__(self) -> None:
        super().__init__("not a parcel of envelopes, or one cut short; nothing was taken, copy it again")


@dataclass(frozen=True, slots=True)
class Entry:
    """An envelope, and what it replies to where it is a reply."""

    wire: bytes
    replies_to: str = ""


def parcel(entries: Iterable[Entry]) -> bytes:
    """The bytes of the file."""
    parts = [MAGIC]
    for entry in entries:
        for part in (entry.replies_to.encode(), entry.wire):
            parts += [len(part).to_bytes(LENGTH_BYTES, "big"), part]
    return b"".join(parts)


def read_parcel(data: bytes) -> tuple[Entry, ...]:
    """The entries, in order; raises ParcelError unless the bytes are exactly a parcel."""
    if not data.startswith(MAGIC):
        raise ParcelError
    entries: list[Entry] = []
    at = len(MAGIC)
    while at < len(data):
        name, at = _part(data, at, LONGEST_NAME)
        wire, at = _part(data, at, LARGEST_ENVELOPE)
        entries.append(Entry(wire, _name(name)))
        if len(entries) > MOST_ENTRIES:
            raise ParcelError
    return tuple(entries)


def _part(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    start = at + LENGTH_BYTES
    end = start + int.from_bytes(data[at:start], "big")
    if start > len(data) or end > len(data) or end - start > most:
        raise ParcelError
    return data[start:end], end


def _name(data: bytes) -> str:
    try:
        return message_reference(data.decode()) if data else ""
    except ValueError:
        raise ParcelError from None
