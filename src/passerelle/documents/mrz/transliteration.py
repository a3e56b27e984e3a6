"""Which letters of a zone may stand for a letter of the page (ICAO Doc 9303 part 3 section 6).

A letter has a set of spellings, as issuers differ: Ü is UE, UXX or U. Editions
of the standard and copies of its table differ about some (Ø is OE or O); all
that any of them has are accepted, so that no honest document differs. Cyrillic
spellings are those of all the languages together. Arabic and Greek have no
table here: what cannot be told is said to be so.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from passerelle.documents.mrz.digit import FILLER

if TYPE_CHECKING:
    from collections.abc import Mapping

# Section 4.6: an apostrophe is left out; a hyphen is a filler; a comma parts as the double filler does.
_MARKS = {
    "'": ("",),
    "\u2019": ("",),
    "\u02bc": ("",),
    ".": ("", FILLER),
    ",": (FILLER, ""),
    "-": (FILLER, ""),
    "\u2010": (FILLER, ""),
    " ": (FILLER,),
}
LONGEST = 200


@cache
def spellings(letter: str) -> tuple[str, ...]:
    """What may stand for one capital letter or mark; nothing where no table has it."""
    if letter in _MARKS:
        return _MARKS[letter]
    if letter.isascii():
        return (letter,) if letter.isalnum() else ()
    listed = _listed()
    if letter in listed:
        return listed[letter]
    # An accent changes nothing: the table has the bare letter.
    bare = unicodedata.normalize("NFD", letter)[0]
    return (bare,) if bare != letter and bare.isascii() else listed.get(bare, ())


@cache
def _listed() -> Mapping[str, tuple[str, ...]]:
    data = files("passerelle.documents.mrz").joinpath("transliteration.toml").read_bytes()
    tables: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    rows = [row for table in tables.values() for row in table["letters"].items()]
    return MappingProxyType({letter: tuple(found) for letter, found in rows})


def prepared(name: str) -> str:
    """The name in composed capitals, one space between words; the German ß keeps its own letter."""
    composed = unicodedata.normalize("NFC", " ".join(name.split()))[:LONGEST]
    return "".join(one if one == "ß" else _capital(one) for one in composed)


def is_known(name: str) -> bool:
    """Whether every letter of the name is in a table."""
    return all(spellings(letter) for letter in prepared(name))


def may_be(name: str, zone: str, *, cut: bool = False) -> bool:
    """Whether the zone may stand for the name; `cut` says that the zone may end before the name does.

    Places reached in the zone are kept as a set, so that many spellings cost no more than few.
    """
    reached = {0}
    for letter in prepared(name):
        ahead: set[int] = set()
        for place in reached:
            for spelling in spellings(letter):
                if zone.startswith(spelling, place):
                    ahead.add(place + len(spelling))
                elif cut and spelling.startswith(zone[place:]):
                    return True
        reached = ahead
    return len(zone) in reached


def _capital(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
