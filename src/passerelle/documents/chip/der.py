"""ASN.1 in BER or DER, read within bounds: size, depth and number of parts (ITU-T X.690).

Chips of the world are not strictly DER: lengths may be longer than needed or
indefinite. Values are slices of the bytes given; nothing is copied or changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.documents.said import said
from passerelle.documents.unreadable import UnreadableDocumentError

DEEPEST = 24
MOST_PARTS = 5_000
LONGEST_LENGTH = 4
LONGEST_OID = 64  # bytes; the numbers of a longer one are larger than any that is registered
INDEFINITE = 0x80
CONSTRUCTED = 0x20
MULTI_BYTE = 0x1F
LOW_BITS = 0x7F

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, OID = 0x01, 0x02, 0x03, 0x04, 0x06
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
OCTET_STRING_IN_PARTS = 0x24
END_OF_CONTENTS = b"\0\0"
MANY_PARTS = "an element has more than %(most)s parts"


class DerError(UnreadableDocumentError):
    """The bytes are not the ASN.1 that they should be."""

    def __init__(self, reason: str) -> None:
        super().__init__("the signed object", reason)


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its tag, and where its content stands in the bytes."""

    data: bytes
    tag: int
    start: int
    body: int
    end: int  # of the content
    after: int  # of the element, which an indefinite length makes two bytes longer
    depth: int

    @property
    def content(self) -> bytes:
        """The bytes of the value."""
        return self.data[self.body : self.end]

    @property
    def raw(self) -> bytes:
        """The whole element."""
        return self.data[self.start : self.after]

    def parts(self) -> list[Node]:
        """The elements within; raises DerError where there are none to be."""
        if not self.tag & CONSTRUCTED and self.tag <= LOW_BITS << 1:
            raise DerError("an element is no container")
        found, at = [], self.body
        while at < self.end:
            part = read(self.data, at, self.end, self.depth + 1)
            found.append(part)
            at = part.after
            if len(found) > MOST_PARTS:
                raise DerError(said(MANY_PARTS, most=str(MOST_PARTS)))
        return found

    def expect(self, *tags: int) -> Node:
        """The node itself, when it has one of the tags; raises DerError otherwise."""
        if self.tag not in tags:
            raise DerError("an element of another kind was expected")
        return self

    def integer(self) -> int:
        """The whole number."""
        self.expect(INTEGER)
        return int.from_bytes(self.content, "big", signed=True)

    def oid(self) -> str:
        """The object identifier, dotted."""
        self.expect(OID)
        return _dotted(self.content)

    def octets(self) -> bytes:
        """The content of an octet string, also one in parts."""
        if self.tag == OCTET_STRING_IN_PARTS:
            return b"".join(part.expect(OCTET_STRING).content for part in self.parts())
        return self.expect(OCTET_STRING).content

    def bits(self) -> bytes:
        """The content of a bit string without unused bits."""
        content = self.expect(BIT_STRING).content
        if not content or content[0]:
            raise DerError("a bit string has unused bits")
        return content[1:]


def whole(data: bytes, largest: int) -> Node:
    """The one element that the bytes begin with; what follows it is padding of the chip."""
    if len(data) > largest:
        raise DerError(said("it is larger than %(size)s bytes", size=str(largest)))
    return read(data, 0, len(data), 0)


def read(data: bytes, at: int, limit: int, depth: int) -> Node:
    """The element at this place; raises DerError where the bytes end before it does."""
    if depth > DEEPEST:
        raise DerError(said("it is nested more than %(most)s deep", most=str(DEEPEST)))
    tag, place = _tag(data, at, limit)
    if place >= limit:
        raise DerError("it is cut short")
    first, place = data[place], place + 1
    if first == INDEFINITE:
        return _indefinite(data, tag, (at, place), limit, depth)
    length = first
    if first > INDEFINITE:
        size = first & LOW_BITS
        if size > LONGEST_LENGTH or place + size > limit:
            raise DerError("a length is cut short or larger than anything")
        length, place = int.from_bytes(data[place : place + size], "big"), place + size
    if place + length > limit:
        raise DerError("it is cut short")
    return Node(data, tag, at, place, place + length, place + length, depth)


def _tag(data: bytes, at: int, limit: int) -> tuple[int, int]:
    """The tag as one number, 0x7F21 or 0x30, and the place after it."""
    if at >= limit:
        raise DerError("it is cut short")
    tag, place = data[at], at + 1
    if tag & MULTI_BYTE != MULTI_BYTE:
        return tag, place
    for _ in range(LONGEST_LENGTH):
        if place >= limit:
            raise DerError("it is cut short")
        tag, place = tag << 8 | data[place], place + 1
        if not tag & INDEFINITE:
            return tag, place
    raise DerError("a tag is larger than any")


def _indefinite(data: bytes, tag: int, places: tuple[int, int], limit: int, depth: int) -> Node:
    start, body = places
    if tag <= LOW_BITS << 1 and not tag & CONSTRUCTED:
        raise DerError("a plain element has no length")
    at, count = body, 0
    while data[at : at + 2] != END_OF_CONTENTS or at + 2 > limit:
        at = read(data, at, limit, depth + 1).after
        count += 1
        if count > MOST_PARTS:
            raise DerError(said(MANY_PARTS, most=str(MOST_PARTS)))
    return Node(data, tag, start, body, at, at + 2, depth)


def _dotted(content: bytes) -> str:
    if not content or content[-1] & INDEFINITE or len(content) > LONGEST_OID:
        raise DerError("an object identifier is cut short or longer than any")
    arcs, value = [], 0
    for byte in content:
        value = value << 7 | byte & LOW_BITS
        if not byte & INDEFINITE:
            arcs.append(value)
            value = 0
    # X.690 section 8.19.4: the first number holds two arcs.
    top = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (top, arcs[0] - 40 * top, *arcs[1:]))
