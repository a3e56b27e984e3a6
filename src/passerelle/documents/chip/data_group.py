"""The files of a chip: each begins with its tag; group 1 holds the zone (ICAO Doc 9303 part 10)."""

from __future__ import annotations

from passerelle.documents.chip.der import DerError, whole

LARGEST = 1 << 20
# Part 10 section 4.6: the tags of groups 1 to 16.
TAGS = (
    0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68,
    0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70,
)  # fmt: skip
ZONE = 0x5F1F
WIDTHS = {90: 30, 72: 36, 88: 44}


def number(data: bytes) -> int:
    """Which group the file is; raises DerError where it is none."""
    tag = whole(data, LARGEST).tag
    if tag not in TAGS:
        raise DerError("the file is no data group")
    return TAGS.index(tag) + 1


def content(data: bytes) -> bytes:
    """The file without what a reader left behind its end: what the hash is taken over."""
    return whole(data, LARGEST).raw


def zone(data: bytes) -> str:
    """The machine-readable zone of group 1, line by line; raises DerError where there is none."""
    group = whole(data, LARGEST)
    held = next((part for part in group.parts() if part.tag == ZONE), None) if group.tag == TAGS[0] else None
    if held is None:
        raise DerError("the file holds no machine-readable zone")
    text = held.content.decode("ascii", "replace")
    width = WIDTHS.get(len(text))
    if width is None:
        raise DerError("the machine-readable zone of the chip has the size of no format")
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))
