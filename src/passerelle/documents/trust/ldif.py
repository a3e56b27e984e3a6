"""Binary values of a directory's export, by the name of their attribute (RFC 2849)."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGINNINGS = (b"dn:", b"version:", b"#")
MOST = 100_000  # binary values: more than any export has


def is_ldif(data: bytes) -> bool:
    """True when the text begins as such an export does."""
    return data.lstrip().startswith(BEGINNINGS)


def values(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each binary value with its attribute's name in small letters, options left out."""
    # A line that goes on begins with one space (RFC 2849 note 2).
    unfolded = data.replace(b"\r\n", b"\n").replace(b"\n ", b"")
    number = 0
    for line in unfolded.split(b"\n"):
        name, mark, value = line.partition(b"::")
        if not mark or b":" in name:
            continue
        number += 1
        if number > MOST:
            raise UnreadableDocumentError("the list", "it holds more values than any list")
        try:
            content = base64.b64decode(value.strip(), validate=True)
        except (binascii.Error, ValueError):
            raise UnreadableDocumentError("the list", f"value {number} is not Base64") from None
        yield name.partition(b";")[0].decode("ascii", "replace").lower(), content
