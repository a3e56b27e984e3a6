"""C40, three characters in two bytes, as seals use it: capitals, digits, a space for the filler.

The encoding is of ISO/IEC 16022, annexed to BSI TR-03137.
"""

from __future__ import annotations

from passerelle.documents.unreadable import UnreadableDocumentError

UNLATCH = 0xFE
SHIFT = 0
SIGNS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_SIGN = 3
PAIR = 2


def decode(data: bytes, filler: str = "<") -> str:
    """The text, its spaces as fillers; raises UnreadableDocumentError for what no seal holds."""
    if len(data) % PAIR:
        raise UnreadableDocumentError("the seal", "a text has an odd number of bytes")
    text = "".join(_three(data[at], data[at + 1]) for at in range(0, len(data), PAIR))
    return text.replace(" ", filler)


def _three(first: int, second: int) -> str:
    if first == UNLATCH:
        # One character is left over: its ASCII value and one.
        return _checked(chr(second - 1) if second else "")
    value = (first << 8) + second - 1
    third = value % 40
    # A shift in the third place is padding; elsewhere it begins a set of characters that no seal uses.
    last = "" if third == SHIFT else _sign(third)
    return _sign(value // 1600) + _sign(value % 1600 // 40) + last


def _sign(value: int) -> str:
    if not FIRST_SIGN <= value < FIRST_SIGN + len(SIGNS):
        raise UnreadableDocumentError("the seal", "a text has a character that no seal holds")
    return SIGNS[value - FIRST_SIGN]


def _checked(sign: str) -> str:
    if not sign or sign not in SIGNS:
        raise UnreadableDocumentError("the seal", "a text has a character that no seal holds")
    return sign
