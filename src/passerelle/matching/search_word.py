"""The words of a name that a search on one's own node goes by.

A key must be worth asking a partner about, so a common name without a year of
birth gives none. At one's own desk a person reads the results, so each word
is indexed alone; no hit is made of words, and no partner is asked about one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.matching.match_key import NAME_PROPS, split_names
from passerelle.matching.name_token import skeletons

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "word:"


def search_words(facts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The text of each word, `word:` and its skeleton, of all the names among the facts."""
    names = [value for prop, value in facts if prop in NAME_PROPS]
    return frozenset(PREFIX + word for name in split_names(names) for word in skeletons(name) if word)
