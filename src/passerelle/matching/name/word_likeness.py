"""How alike two words of names are, from 0 to 1, and in what way."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from passerelle.matching.name.word import Role, Word

# Ends that whole families of names share.
FRAMES = ("ullah", "din", "ovna", "evna", "ivna")
PATRONYMIC_ENDS = ("ovich", "evich", "ovych", "evych")
KNOWN_PAIRS = 100_000
# Sounds that clerks hear, and alphabets write, as one.
CLASSES = str.maketrans("pvzgdq", "bfsktk")


class Way(StrEnum):
    """In what way two words agree, the surest first."""

    SAME = "same"
    SOUND = "sound"  # spelled in another way that sounds alike, or another form of one given name
    SHORT_FORM = "short-form"
    OTHER_SCRIPT = "other-script"  # the consonants agree, and one side writes no vowels
    SLIP = "slip"  # typed, heard or read wrongly
    INITIAL = "initial"
    ACRONYM = "acronym"
    NONE = "none"


class Likeness(NamedTuple):
    """How alike, and in what way."""

    score: float
    way: Way


UNLIKE = Likeness(0.0, Way.NONE)
FORM_OF_NAME = Likeness(0.97, Way.SOUND)
SHORT_FORM = Likeness(0.9, Way.SHORT_FORM)
SAME = Likeness(1.0, Way.SAME)
SOUNDS = Likeness(0.97, Way.SOUND)
MISREAD = Likeness(0.95, Way.SLIP)
BY_INITIAL = Likeness(0.85, Way.INITIAL)
BEST_SCRIPT = 0.96
BEST_VOWELS = 0.95
COST_OF_VOWEL = 0.85
COST_OF_CONSONANT = 1.5
LEAST = 0.4
SHORTEST_SLIP = 3
SHORTEST_MISREAD = 4


@lru_cache(maxsize=KNOWN_PAIRS)
def likeness(left: Word, right: Word) -> Likeness:
    """How alike two words are; two different given names are unlike, however near their spelling."""
    if left.letters == right.letters:
        return SAME
    if left.role is Role.NUMBER or right.role is Role.NUMBER:
        return UNLIKE
    if left.role is Role.INITIAL or right.role is Role.INITIAL:
        return BY_INITIAL if left.letters[:1] == right.letters[:1] else UNLIKE
    known = _as_given_names(left, right)
    return known or _as_written(left, right)


def _as_given_names(left: Word, right: Word) -> Likeness | None:
    if left.line in right.stands_for or right.line in left.stands_for or left.stands_for & right.stands_for:
        return SHORT_FORM
    if left.line < 0 or right.line < 0:
        return None
    return FORM_OF_NAME if left.line == right.line else UNLIKE


def _as_written(left: Word, right: Word) -> Likeness:
    if not (left.voweled or right.voweled):
        return _slip(left, right)
    if not (left.voweled and right.voweled):
        return _across_scripts(left, right)
    if left.sound == right.sound:
        return SOUNDS
    if left.misread == right.misread and min(len(left.letters), len(right.letters)) >= SHORTEST_MISREAD:
        return MISREAD
    slip = _slip(left, right)
    return max(slip, _other_vowels(left, right)) if left.skeleton == right.skeleton else slip


def _other_vowels(left: Word, right: Word) -> Likeness:
    longest = max(len(left.sound), len(right.sound))
    score = BEST_VOWELS - COST_OF_VOWEL * OSA.distance(left.sound, right.sound) / longest
    return Likeness(score, Way.SLIP) if score >= LEAST else UNLIKE


def _across_scripts(left: Word, right: Word) -> Likeness:
    """Consonants alone are compared: what sounds alike costs half of what does not."""
    score = max(_consonants(left.skeleton, right.skeleton), _consonants(left.persian, right.persian))
    return Likeness(score, Way.OTHER_SCRIPT) if score >= LEAST else UNLIKE


def _consonants(one: str, two: str) -> float:
    longest = max(len(one), len(two))
    if one == two:
        return BEST_SCRIPT
    exact = Levenshtein.distance(one, two)
    classed = Levenshtein.distance(one.translate(CLASSES), two.translate(CLASSES))
    return BEST_SCRIPT - COST_OF_CONSONANT * (exact + classed) / 2 / (longest + 1)


def _slip(left: Word, right: Word) -> Likeness:
    """Letters typed, left out, doubled or exchanged; less likely in a short word."""
    one, two = _without_frame(left.letters, right.letters)
    longest, shortest = max(len(one), len(two)), min(len(one), len(two))
    if shortest < SHORTEST_SLIP:
        return UNLIKE
    letters = OSA.distance(one, two)
    sounds = OSA.distance(left.sound, right.sound)
    score = 1.0 - COST_OF_CONSONANT * min(letters, sounds + 0.3) / longest
    if one[0] != two[0] and left.sound[:1] != right.sound[:1]:
        score -= 0.1
    return Likeness(score, Way.SLIP) if score >= LEAST else UNLIKE


def _without_frame(one: str, two: str) -> tuple[str, str]:
    """What is left of two names that are made alike: `abd…`, `…ullah` and `…ovich` tell nobody apart."""
    if one.startswith("abd") and two.startswith("abd"):
        return one[3:], two[3:]
    for end in FRAMES:
        if one.endswith(end) and two.endswith(end):
            return one[: -len(end)], two[: -len(end)]
    if one.endswith(PATRONYMIC_ENDS) and two.endswith(PATRONYMIC_ENDS):
        return one[:-5], two[:-5]
    return one, two
