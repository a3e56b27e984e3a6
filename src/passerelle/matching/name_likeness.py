"""How alike the names of two subjects are, in words an analyst can check by eye."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from passerelle.matching.finding import Reason
from passerelle.matching.name.comparison import compare_names
from passerelle.matching.name.word_likeness import Way
from passerelle.matching.name_key import person_bits
from passerelle.matching.name_token import skeletons
from passerelle.matching.script import latin_words

# In percent of signs; below it most pairs are different names.
ALIKE = 85.0
TELLING = 9
STRENGTH = (Reason.OTHER_NAME, Reason.INITIALS, Reason.SIMILAR_NAME, Reason.SHARED_WORDS, Reason.SAME_NAME)


@dataclass(frozen=True, slots=True)
class _Read:
    """A name with its skeletons and its Latin spelling, read once for many comparisons."""

    name: str
    words: frozenset[str]
    spelled: str


def likeness(left: str, right: str) -> Reason:
    """The strongest of same, shared words, similar and initials that holds for two names; else other."""
    return _likeness(_read(left), _read(right))


def closest(left: list[str], right: list[str]) -> tuple[Reason, str, str]:
    """The two names, one of each side, that are most alike, and how."""
    ours, theirs = [_read(name) for name in left], [_read(name) for name in right]
    pairs = [(_likeness(one, two), one.name, two.name) for one in ours for two in theirs]
    return max(pairs, key=lambda pair: STRENGTH.index(pair[0]))


def _read(name: str) -> _Read:
    return _Read(name, frozenset(skeletons(name)), " ".join(latin_words(name)))


def _likeness(left: _Read, right: _Read) -> Reason:
    if left.words and left.words == right.words:
        return Reason.SAME_NAME
    both = left.words & right.words
    if len(both) > 1 or sum(map(person_bits, both)) >= TELLING:
        return Reason.SHARED_WORDS
    alike = left.spelled and right.spelled and token_sort_ratio(left.spelled, right.spelled) >= ALIKE
    if alike:
        return Reason.SIMILAR_NAME
    return Reason.INITIALS if _agree_by_initial(left, right) else Reason.OTHER_NAME


def _agree_by_initial(left: _Read, right: _Read) -> bool:
    """True when the names are called the same once a single letter stands for a word that begins with it."""
    if not any(len(word) == 1 for word in f"{left.spelled} {right.spelled}".split()):
        return False
    found = compare_names(left.name, right.name, "Person")
    return found.same and any(pair.likeness.way is Way.INITIAL for pair in found.alignment.pairs)
