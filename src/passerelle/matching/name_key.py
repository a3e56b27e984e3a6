"""Keys of a name: small sets of its words that meet whenever two spellings share enough of them.

Equality is all that an oblivious question can test, so spelling, order and
missing words are settled here, before the question.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from passerelle.matching.common_token import common_given, common_trade, legal_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Rough bits of surprise, so that a key is worth asking about. A key below ENOUGH would meet too many people.
BITS_PER_SIGN = 3
MOST_BITS = 12
BITS_OF_COMMON = 4
BITS_OF_TRADE = 2
BITS_OF_YEAR = 6
ENOUGH = 13
WORDS_OF_PERSON = 4
WORDS_OF_BODY = 3
PATRONYMICS = ("vs", "vn")  # what is left of -ovich and -evich, -ovna and -evna


def person_bits(word: str) -> int:
    """How much sharing this word of a person's name says: little for a common word or a short one."""
    known = word in common_given() or (word.endswith(PATRONYMICS) and word[:-2] in common_given())
    return min(_length_bits(word), BITS_OF_COMMON) if known else _length_bits(word)


def body_bits(word: str) -> int:
    """How much sharing this word of a company's or body's name says."""
    return BITS_OF_TRADE if word in common_trade() else _length_bits(word)


def person_keys(words: Iterable[str], years: Iterable[int] = ()) -> list[str]:
    """The keys of one person's name, given as skeletons, the most telling first.

    Two telling words make a key alone. Common words make one with the year of
    birth, or with a third word. One word alone is never a key: it would meet
    everyone who carries it.
    """
    worth = {word: person_bits(word) for word in words}
    groups = _groups(worth, WORDS_OF_PERSON)
    strong = [
        _spelled(group) for group in groups if _sum(worth, group) >= ENOUGH and not _has_strong(worth, group)
    ]
    dated = [group for group in groups if ENOUGH - BITS_OF_YEAR <= _sum(worth, group) < ENOUGH]
    return strong + [f"{_spelled(group)}@{year}" for group in dated if len(group) == 2 for year in years]  # noqa: PLR2004 - pairs


def body_keys(words: Sequence[str]) -> list[str]:
    """The keys of a company's, body's or vessel's name: telling pairs, and the whole without legal form."""
    worth = {word: body_bits(word) for word in words}
    pairs = [group for group in _groups(worth, WORDS_OF_BODY) if len(group) == 2]  # noqa: PLR2004 - pairs
    whole = sorted(set(words) - legal_forms())
    keys = [_spelled(pair) for pair in pairs if _sum(worth, pair) >= ENOUGH]
    if len(whole) > 1 or (
        whole and len(whole[0]) * BITS_PER_SIGN >= MOST_BITS and body_bits(whole[0]) > BITS_OF_TRADE
    ):
        keys.append("=" + " ".join(whole))
    return keys


def _groups(worth: dict[str, int], used: int) -> list[tuple[str, ...]]:
    """Pairs and triples of the most telling words, the most telling first."""
    words = sorted(worth, key=lambda word: (-worth[word], word))[:used]
    groups = [*combinations(words, 2), *combinations(words, 3)]
    return sorted(groups, key=lambda group: (len(group), -_sum(worth, group), group))


def _has_strong(worth: dict[str, int], group: tuple[str, ...]) -> bool:
    """True for a triple that holds a telling pair: the pair meets wherever the triple would."""
    return any(_sum(worth, pair) >= ENOUGH for pair in combinations(group, 2) if len(group) > len(pair))


def _length_bits(word: str) -> int:
    return min(BITS_PER_SIGN * len(word), MOST_BITS)


def _sum(worth: dict[str, int], group: Iterable[str]) -> int:
    return sum(worth[word] for word in group)


def _spelled(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
