"""What an agreement of two names is made of, and how much each part counts: the matcher, readable.

The weight of the words of both names is shared out among the features, so the
shares come to one; the score is their weighted sum, and the last few features
take something off. No feature reads nationality, birthplace, religion or
ethnicity, and none knows whose name it is: a score is about two names, and a
person judges whether they are one person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.matching.name.word import Role
from passerelle.matching.name.word_likeness import Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.matching.name.alignment import Alignment
    from passerelle.matching.name.reading import Reading

# Raised whenever a weight, a table or a rule changes, so that a judgement can name what it was made with.
VERSION = 2


@dataclass(slots=True)
class Shares:
    """The shares of the weight of two names, added up once for all features."""

    ways: dict[Way, float]
    differing: float = 0.0
    extra: float = 0.0
    body: bool = False
    one_word: bool = False
    patronymics_differ: bool = False
    numbers_differ: bool = False
    father_and_son: bool = False
    forms_differ: bool = False


def same_words(shares: Shares) -> float:
    """Words that are the same letter for letter, once both names are in Latin letters."""
    return shares.ways.get(Way.SAME, 0.0)


def sounds(shares: Shares) -> float:
    """Words spelled in two ways that sound alike, or two forms of one given name: Mohamed and Muhammad."""
    return shares.ways.get(Way.SOUND, 0.0)


def short_forms(shares: Shares) -> float:
    """A short or pet name beside the full name: Bill and William."""
    return shares.ways.get(Way.SHORT_FORM, 0.0)


def other_script(shares: Shares) -> float:
    """Words whose consonants agree where one script writes no vowels, so that more cannot be known."""
    return shares.ways.get(Way.OTHER_SCRIPT, 0.0)


def slips(shares: Shares) -> float:
    """Words that differ as slips of typing, hearing or reading do; the more letters differ, the less."""
    return shares.ways.get(Way.SLIP, 0.0)


def initials(shares: Shares) -> float:
    """An initial beside a word that begins with it."""
    return shares.ways.get(Way.INITIAL, 0.0)


def acronym(shares: Shares) -> float:
    """One side is the first letters of the words of the other."""
    return shares.ways.get(Way.ACRONYM, 0.0)


def extra_words(shares: Shares) -> float:
    """Words that only one of two persons' names has: people leave names out."""
    return 0.0 if shares.body else shares.extra


def extra_body_words(shares: Shares) -> float:
    """Words that only one of two companies' or bodies' names has: often a branch, or another company."""
    return shares.extra if shares.body else 0.0


def differing_words(shares: Shares) -> float:
    """Words of two persons' names that stand for nothing on the other side: the surest sign of another."""
    return 0.0 if shares.body else shares.differing


def differing_body_words(shares: Shares) -> float:
    """Words of two bodies' names that stand for nothing on the other side: another trade, place or name."""
    return shares.differing if shares.body else 0.0


def one_word(shares: Shares) -> float:
    """Only one word agrees, and one side has more: very many people share one word of their names."""
    return float(shares.one_word)


def patronymics_differ(shares: Shares) -> float:
    """Both sides say the father's name, and not the same: cousins and namesakes are told apart by it."""
    return float(shares.patronymics_differ)


def numbers_differ(shares: Shares) -> float:
    """Both sides carry a number, and not the same: another ship, fund or branch of a series."""
    return float(shares.numbers_differ)


def father_and_son(shares: Shares) -> float:
    """The same words on the other side of `son of`: one name is the father's, the other the son's."""
    return float(shares.father_and_son)


def forms_differ(shares: Shares) -> float:
    """Two kinds of legal form: perhaps another company of the same name."""
    return float(shares.forms_differ)


@dataclass(frozen=True, slots=True)
class Feature:
    """One part of the score: what it measures, from 0 to 1, and what it counts."""

    measure: Callable[[Shares], float]
    weight: float

    @property
    def name(self) -> str:
        """The name that a judgement keeps."""
        return self.measure.__name__

    @property
    def explanation(self) -> str:
        """What an analyst reads."""
        return self.measure.__doc__ or ""


FEATURES = (
    Feature(same_words, 1.0),
    Feature(sounds, 1.0),
    Feature(short_forms, 1.0),
    Feature(other_script, 1.0),
    Feature(slips, 1.0),
    Feature(initials, 1.0),
    Feature(acronym, 1.0),
    Feature(extra_words, 0.55),
    Feature(extra_body_words, 0.3),
    Feature(differing_words, -0.3),
    Feature(differing_body_words, -0.5),
    Feature(one_word, -0.1),
    Feature(patronymics_differ, -0.15),
    Feature(numbers_differ, -0.05),
    Feature(father_and_son, -0.3),
    Feature(forms_differ, -0.03),
)


def score(shares: Shares) -> float:
    """The weighted sum, from 0 to 1."""
    total = sum([feature.measure(shares) * feature.weight for feature in FEATURES])
    return 0.0 if total < 0 else min(total, 1.0)


def shares_of(left: Reading, right: Reading, found: Alignment) -> Shares:
    """The weight of every word, shared out by the way in which it agrees or does not."""
    ways: dict[Way, float] = {}
    matched = 0.0
    strong = 0
    for pair in found.pairs:
        weight = max(sum([one.weight for one in pair.left]), sum([one.weight for one in pair.right]))
        how = pair.likeness
        if how.way is Way.INITIAL:
            weight = 0.4
        else:
            strong += max(len(pair.left), len(pair.right))
        # What a slip takes from likeness is weight that agrees in no way.
        ways[how.way] = ways.get(how.way, 0.0) + weight * how.score
        matched += weight
    ours = sum([one.weight for one in found.left])
    theirs = sum([one.weight for one in found.right])
    differing, extra = (ours, theirs - ours) if ours < theirs else (theirs, ours - theirs)
    whole = matched + differing + extra
    if not whole:
        return Shares({})
    for way in ways:
        ways[way] /= whole
    longer = max(len(left.words), len(right.words))
    return Shares(
        ways,
        differing=differing / whole,
        extra=extra / whole,
        body=left.body or right.body,
        one_word=strong <= 1 < longer,
        patronymics_differ=_both(found, Role.PATRONYMIC),
        numbers_differ=_both(found, Role.NUMBER),
        father_and_son=_swapped(left, right, found),
        forms_differ=bool(left.forms and right.forms and not left.forms & right.forms),
    )


def _both(found: Alignment, role: Role) -> bool:
    if not found.left or not found.right:
        return False
    return any(one.role is role for one in found.left) and any(one.role is role for one in found.right)


def _swapped(left: Reading, right: Reading, found: Alignment) -> bool:
    """True when the words before `son of` on each side stand after it on the other."""
    if not left.father or not right.father:
        return False
    places = [
        (left.words.index(pair.left[0]), right.words.index(pair.right[0]))
        for pair in found.pairs
        if len(pair.left) == len(pair.right) == 1
    ]
    crossed = [(one < left.father) != (two < right.father) for one, two in places if one < 2 and two < 2]  # noqa: PLR2004 - son and father
    return len(crossed) > 1 and all(crossed)
