"""Certificates one after the other: PEM blocks, DER, or the parts of an answer of a directory (RFC 4387)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from passerelle.documents.chip import certificate
from passerelle.documents.chip.der import SEQUENCE, DerError, read
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from passerelle.documents.chip.certificate import Certificate

MOST = 20_000
BEGIN, END = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
_BLANK = re.compile(rb"\r?\n\r?\n")


def certificates(data: bytes) -> tuple[list[Certificate], int]:
    """The certificates, and how many could not be read; raises where there is none at all."""
    if BEGIN in data:
        return _each([_unpacked(block) for block in _blocks(data)])
    if data.lstrip().startswith(b"--"):
        return _each(_parts(data.lstrip()))
    return _each(_sequences(data))


def _each(found: list[bytes]) -> tuple[list[Certificate], int]:
    if not found or len(found) > MOST:
        raise UnreadableDocumentError("the list", "it holds no certificate, or more than any list has")
    held, unread = [], 0
    for raw in found:
        try:
            held.append(certificate.read(raw))
        except DerError:
            # One odd certificate among many does not cost the others; it is counted and told.
            unread += 1
    return held, unread


def _blocks(data: bytes) -> list[bytes]:
    """What stands between each beginning and its end; the text is looked at once, however many begin."""
    pieces = (piece.partition(END) for piece in data.split(BEGIN, MOST + 1)[1:])
    return [block for block, end, _ in pieces if end]


def _unpacked(block: bytes) -> bytes:
    try:
        return base64.b64decode(b"".join(block.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _parts(data: bytes) -> list[bytes]:
    """What stands between the boundary lines, each after the blank line that ends its header."""
    boundary = data.partition(b"\n")[0].rstrip(b"\r")
    pieces = (piece for piece in data.split(boundary, MOST + 1)[1:] if not piece.startswith(b"--"))
    return [body.strip(b"\r\n") for piece in pieces for body in _BLANK.split(piece, maxsplit=1)[1:]]


def _sequences(data: bytes) -> list[bytes]:
    found: list[bytes] = []
    at = 0
    while at < len(data) and data[at] == SEQUENCE and len(found) <= MOST:
        node = read(data, at, len(data), 0)
        found.append(node.raw)
        at = node.after
    return found
