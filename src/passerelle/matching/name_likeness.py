"""How alike the names of two subjects are, in words an analyst can check by eye."""

from __future__ import annotations

from rapidfuzz.fuzz import token_sort_ratio

from passerelle.matching.finding import Reason
from passerelle.matching.name_key import person_bits
from passerelle.matching.name_token import skeletons
from passerelle.matching.script import latin_words

# In percent of signs; below it most pairs are different names.
ALIKE = 85.0
TELLING = 9
STRENGTH = (Reason.OTHER_NAME, Reason.SIMILAR_NAME, Reason.SHARED_WORDS, Reason.SAME_NAME)


def likeness(left: str, right: str) -> Reason:
    """The strongest of same, shared words and similar that holds for two names; else other."""
    ours, theirs = set(skeletons(left)), set(skeletons(right))
    if ours and ours == theirs:
        return Reason.SAME_NAME
    both = ours & theirs
    if len(both) > 1 or sum(map(person_bits, both)) >= TELLING:
        return Reason.SHARED_WORDS
    spelled = [" ".join(latin_words(name)) for name in (left, right)]
    alike = all(spelled) and token_sort_ratio(*spelled) >= ALIKE
    return Reason.SIMILAR_NAME if alike else Reason.OTHER_NAME


def closest(left: list[str], right: list[str]) -> tuple[Reason, str, str]:
    """The two names, one of each side, that are most alike, and how."""
    pairs = [(likeness(one, two), one, two) for one in left for two in right]
    return max(pairs, key=lambda pair: STRENGTH.index(pair[0]))
