"""Hiding a message's length: plaintexts are padded to a power of two before they are sealed (threat C19)."""

from __future__ import annotations

from passerelle.errors import PasserelleError

SMALLEST = 1_024
LARGEST = 1_048_576 - 4_096  # so that the envelope around it stays below 1 MiB
LENGTH_BYTES = 4


class PaddingError(PasserelleError):
    """A message is too large for one envelope, or its padding is not the one the protocol makes."""


def padded(content: bytes) -> bytes:
    """The length, the content and zeros up to 1, 2, 4 … 512, 1,020 KiB; raises PaddingError beyond."""
    length = LENGTH_BYTES + len(content)
    if length > LARGEST:
        raise PaddingError(f"a message has at most {LARGEST - LENGTH_BYTES} bytes; send less in one")
    size = min(max(SMALLEST, 1 << (length - 1).bit_length()), LARGEST)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content + bytes(size - length)


def unpadded(data: bytes) -> bytes:
    """The content whose padded form is exactly `data`."""
    length = int.from_bytes(data[:LENGTH_BYTES], "big")
    content = data[LENGTH_BYTES : LENGTH_BYTES + length]
    if len(content) != length or padded(content) != data:
        raise PaddingError("not a padded message")
    return content
