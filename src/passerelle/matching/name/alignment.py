"""Which word of one name stands for which word of another, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.matching.name.word import Role, word
from passerelle.matching.name.word_likeness import SAME, Likeness, Way, likeness

if TYPE_CHECKING:
    from passerelle.matching.name.reading import Reading
    from passerelle.matching.name.word import Word

ENOUGH_JOINED = 0.8
LEAST_ACRONYM = 3
ACRONYM = Likeness(0.8, Way.ACRONYM)
LONGEST_JOINED = 3
MOST_ADDED = 2
LEAST_JOINED = 5  # letters: shorter words joined meet by chance


@dataclass(slots=True)
class Pair:
    """Words that stand for each other; two or three on a side where they were written apart."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    likeness: Likeness


@dataclass(slots=True)
class Alignment:
    """The pairs, and the words of each side that stand for nothing on the other."""

    pairs: list[Pair]
    left: list[Word]
    right: list[Word]


def align(left: Reading, right: Reading) -> Alignment:
    """The nearest pairs first, each word in one pair at most."""
    ours, theirs = list(left.words), list(right.words)
    if left.words and right.words and (left.joined == right.joined or left.whole == right.whole):
        return Alignment([Pair(left.words, right.words, SAME)], [], [])
    pairs = _equal(ours, theirs)
    if not pairs and (len(ours) == 1) != (len(theirs) == 1) and _is_acronym(ours, theirs):
        return Alignment([Pair(left.words, right.words, ACRONYM)], [], [])
    apart = len(ours) + len(theirs) > 2  # noqa: PLR2004 - two words of one side may be one of the other
    if ours and theirs:
        # Where words may be written as one, half a likeness must not take a part of them away.
        pairs += _alike(ours, theirs, ENOUGH_JOINED if apart else 0.0)
    if ours and theirs and apart:
        pairs += _joined(ours, theirs)
        pairs += _alike(ours, theirs, 0.0)
    return Alignment(pairs, ours, theirs)


def _is_acronym(ours: list[Word], theirs: list[Word]) -> bool:
    short, full = (ours, theirs) if len(ours) == 1 else (theirs, ours)
    letters = "".join(one.letters[0] for one in full)
    return len(letters) >= LEAST_ACRONYM and short[0].letters == letters


def _equal(ours: list[Word], theirs: list[Word]) -> list[Pair]:
    """Takes the words out that are the same on both sides; a word is one object however often it is read."""
    pairs = []
    for one in tuple(ours):
        for place, two in enumerate(theirs):
            if one is two or one.letters == two.letters:
                pairs.append(Pair((one,), (two,), SAME))
                ours.remove(one)
                del theirs[place]
                break
    return pairs


def _alike(ours: list[Word], theirs: list[Word], least: float) -> list[Pair]:
    found = []
    for one in ours:
        for two in theirs:
            how = likeness(one, two)
            if how.score > least:
                found.append((how.score, one, two, how))
    if len(found) > 1:
        found.sort(key=lambda each: -each[0])
    pairs = []
    for _, one, two, how in found:
        if one in ours and two in theirs:
            ours.remove(one)
            theirs.remove(two)
            pairs.append(Pair((one,), (two,), how))
    return pairs


def _joined(ours: list[Word], theirs: list[Word]) -> list[Pair]:
    """Words written apart on one side and together on the other."""
    made = _join(ours, theirs, swapped=False)
    made += _join(theirs, ours, swapped=True)
    return made


def _join(apart: list[Word], together: list[Word], *, swapped: bool) -> list[Pair]:
    made: list[Pair] = []
    for one in tuple(together):
        for length in range(2, min(LONGEST_JOINED, len(apart)) + 1):
            for start in range(len(apart) - length + 1):
                parts = tuple(apart[start : start + length])
                whole = _as_one(parts)
                if len(whole.letters) < LEAST_JOINED or _lengths_differ(whole, one):
                    continue
                how = likeness(whole, one)
                if how.score >= ENOUGH_JOINED:
                    made.append(Pair((one,), parts, how) if swapped else Pair(parts, (one,), how))
                    together.remove(one)
                    del apart[start : start + length]
                    break
            else:
                continue
            break
    return made


def _as_one(parts: tuple[Word, ...]) -> Word:
    written = "".join(part.written for part in parts) if all(part.written for part in parts) else ""
    return word("".join(part.letters for part in parts), Role.NAME, written=written)


def _lengths_differ(whole: Word, one: Word) -> bool:
    """True where so many letters are missing or added that it is another word."""
    if whole.voweled and one.voweled:
        return abs(len(whole.letters) - len(one.letters)) > MOST_ADDED
    return abs(len(whole.skeleton) - len(one.skeleton)) > MOST_ADDED
