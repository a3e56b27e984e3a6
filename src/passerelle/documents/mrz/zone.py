"""Which format some lines are in, and the text of each field.

Only white space is removed, and what that changed is told. No character is
replaced here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelle.documents.mrz.digit import FILLER
from passerelle.documents.mrz.layout import LAYOUTS, Format, Layout
from passerelle.documents.said import said

SHAPES = {(3, 30): Format.TD1, (2, 36): Format.TD2, (2, 44): Format.TD3}
JOINED = {90: (3, 30), 72: (2, 36), 88: (2, 44)}
VISAS = {Format.TD2: Format.MRV_B, Format.TD3: Format.MRV_A}
MOST_LINES = 3
LONGEST = 200
LARGEST = 20_000  # characters of a text in which a zone is looked for
TOO_MUCH = "this is more text than a machine-readable zone has"
# A TD2 zone of France has its dates where the older card has given names.
_TD2_OF_FRANCE = re.compile(r".{10}[A-Z<]{3}[0-9<]{7}.[0-9<]{7}")
_INNER = re.compile(f"{FILLER}+")


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines that have the size of a format."""

    layout: Layout
    text: str
    spaced: bool = False  # white space inside the lines was left out


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Lines that have the size of no format."""

    reason: str


def read(text: str) -> Zone | Unreadable:
    """The zone, or why the lines are none."""
    if len(text) > LARGEST:
        return Unreadable(TOO_MUCH)
    # Lines without white space inside are the usual case, and are pieces of the right size.
    lines, spaced = text.split(), False
    shape = _shape(lines)
    if shape is None:
        lines = [line for line in (one.strip() for one in text.splitlines()) if line]
        packed = ["".join(line.split()) for line in lines]
        shape, spaced = _shape(packed), True
        lines = packed if shape else lines
    if shape is None:
        return Unreadable(_sizes(lines))
    joined = "".join(lines)
    return Zone(LAYOUTS[_format(shape, joined)], joined, spaced)


def plain(text: str) -> str:
    """A field as read, without the fillers at its ends; one inside stands for a space."""
    text = text.strip(FILLER)
    if FILLER not in text:
        return text
    # One filler between words is the usual case, and needs no pattern.
    return _INNER.sub(" ", text) if FILLER * 2 in text else text.replace(FILLER, " ")


def _shape(lines: list[str]) -> tuple[int, int] | None:
    if len(lines) == 1:
        return JOINED.get(len(lines[0]))
    width = len(lines[0]) if lines else 0
    shape = (len(lines), width)
    return shape if shape in SHAPES and set(map(len, lines)) == {width} else None


def _format(shape: tuple[int, int], text: str) -> Format:
    kind = SHAPES[shape]
    if text[0] == "V":
        return VISAS.get(kind, kind)
    if kind is Format.TD2 and text.startswith("IDFRA") and not _TD2_OF_FRANCE.match(text, shape[1]):
        return Format.FR_ID
    return kind


def _sizes(lines: list[str]) -> str:
    if not lines:
        return "there is no text"
    if len(lines) > MOST_LINES or any(len(line) > LONGEST for line in lines):
        return TOO_MUCH
    sizes = ", ".join(str(len(line)) for line in lines)
    return said(
        "the lines have %(sizes)s characters; a zone has three lines of 30, two of 36 or two of 44: "
        "a character may be missing or doubled",
        sizes=sizes,
    )
