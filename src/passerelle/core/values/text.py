"""One spelling for one text, whatever keyboard, script direction or digits it was typed with.

Nothing here transliterates: names keep their script. Only what a reader cannot
see, or reads as the same, is folded.
"""

from __future__ import annotations

import unicodedata

ARABIC_VARIANTS = str.maketrans({"ی": "ي", "ک": "ك", "ى": "ي", "ـ": None})
# Printable ASCII as East Asian keyboards give it, as wide as an ideograph (Unicode, FF01 to FF5E).
FIRST_WIDE, LAST_WIDE, WIDTH = 0xFF01, 0xFF5E, 0xFEE0


def clean(text: str) -> str:
    """The text in NFC, on one line, without invisible format characters, every decimal digit 0 to 9."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    folded = "".join(_fold(character) for character in composed)
    # Removing a joiner may leave a letter beside its accent: composing again keeps the form stable.
    return " ".join(unicodedata.normalize("NFC", folded).split())


def alphanumeric(text: str) -> str:
    """The letters and digits of the cleaned text, in upper case: what is left when separators are habit."""
    upper = clean(text).upper()
    return clean("".join(character for character in upper if character.isalnum()))


def same_letters(text: str) -> str:
    """Arabic-script text with the Persian and final forms of kaf and yeh written as in Arabic."""
    return text.translate(ARABIC_VARIANTS)


def _fold(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    if FIRST_WIDE <= ord(character) <= LAST_WIDE:
        return chr(ord(character) - WIDTH)
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # Cf holds the bidirectional controls, joiners, soft hyphen and byte order mark.
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zs", "Zl", "Zp"} else character
