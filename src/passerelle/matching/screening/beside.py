"""What stands beside a name and orders hits that are alike: numbers of documents, and where somebody lives.

They make no hit and raise no score. Neither nationality nor place of birth is
read (rule 9): an address says where to look, an origin says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.matching.match_key import KeyKind, keys_of, kind_of
from passerelle.matching.script import latin_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

DOCUMENT, PLACE = "document:", "place:"
SHORTEST_PLACE = 4
MOST_PLACES = 12
ADDRESSES = frozenset({"address", "addressEntity", "city"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What two sides share beside the name: a sentence for the reader, and where it ranks."""

    sentence: str
    rank: int


NOTHING = Beside("", 2)
SAME_PLACE = Beside("A place of their addresses is the same.", 1)
SAME_DOCUMENT = Beside("The same document number.", 0)


def marks_of(schema: str, facts: Iterable[tuple[str, str]]) -> str:
    """What the facts of an entity say beside its name, as words with their kind."""
    said = list(facts)
    numbers = [(prop, value) for prop, value in said if kind_of(schema, prop) is KeyKind.DOCUMENT]
    documents = [key.value for key in keys_of(schema, numbers)]
    places = [place for prop, value in said if prop in ADDRESSES for place in _places(value)]
    marks = [*(f"{DOCUMENT}{one}" for one in sorted(documents)), *dict.fromkeys(places[:MOST_PLACES])]
    return " ".join(marks)


def asked_marks(document: str, address: str) -> frozenset[str]:
    """The same for what is asked about."""
    return frozenset(marks_of("Person", [("passportNumber", document), ("address", address)]).split())


def beside(asked: Collection[str], known: Iterable[str]) -> Beside:
    """What is shared beside the name, a document before a place."""
    shared = sorted(set(asked).intersection(known))
    if not shared:
        return NOTHING
    return SAME_DOCUMENT if shared[0].startswith(DOCUMENT) else SAME_PLACE


def _places(address: str) -> list[str]:
    return [f"{PLACE}{word}" for word in latin_words(address) if len(word) >= SHORTEST_PLACE]
