"""How near two names probably are: their words paired and weighed as the comparison does, on rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.matching.name.word import ROLES, Role
from passerelle.matching.screening.compiled import compiled
from passerelle.matching.screening.likely import INITIAL
from passerelle.matching.screening.word_row import ROLE, WEIGHT

if TYPE_CHECKING:
    from passerelle.matching.screening.asked import Asked
    from passerelle.matching.screening.room import Real
    from passerelle.matching.screening.word_row import Int

LEAST = 0.4
EXTRA, DIFFERING = 0.55, -0.3
EXTRA_BODY, DIFFERING_BODY = 0.3, -0.5
ONE_WORD, PATRONYMICS = 0.1, 0.15
BY_INITIAL = 40
TOGETHER = 0.8  # words written as one, at least
BOTH = 3
PATRONYMIC = ROLES.index(Role.PATRONYMIC)


@compiled
def paired(asked: Asked, rows: Int, alike: Real, words: Int, body: bool) -> float:
    """The nearest words paired first, then what is left over weighed: as the comparison does."""
    own, mine = asked.own, asked.rows
    ours, theirs = (1 << own) - 1, (1 << len(words)) - 1  # a bit for each word that is in no pair yet
    shared, matched, strong = 0.0, 0.0, 0
    for extra in range(own, len(mine)):
        first = asked.first[extra]
        place = together(alike, len(words), extra, first, ours, theirs)
        if place >= 0:
            ours &= ~(3 << first)
            theirs &= ~(1 << place)
            both = max(mine[first, WEIGHT] + mine[first + 1, WEIGHT], rows[words[place], WEIGHT])
            shared += both * alike[extra, place]
            matched += both
            strong += 2
    while ours and theirs:
        best, left, right = LEAST, -1, -1
        for number in range(own):
            for place in range(len(words)):
                if ours >> number & 1 and theirs >> place & 1 and alike[number, place] > best:
                    best, left, right = float(alike[number, place]), number, place
        if left < 0:
            break
        ours &= ~(1 << left)
        theirs &= ~(1 << right)
        initial = mine[left, ROLE] == INITIAL or rows[words[right], ROLE] == INITIAL
        weight = BY_INITIAL if initial else max(mine[left, WEIGHT], rows[words[right], WEIGHT])
        shared += weight * best
        matched += weight
        strong += 0 if initial else 1
    found = weighed(mine, rows, words, ours, theirs, shared, matched, body)
    return found - ONE_WORD if strong <= 1 < max(own, len(words)) else found


@compiled
def together(alike: Real, count: int, extra: int, first: int, ours: int, theirs: int) -> int:
    """The place of a word that is nearer to two neighbours asked about, as one, than to either; or -1."""
    if ours >> first & 3 != BOTH:
        return -1
    for place in range(count):
        apart = max(alike[first, place], alike[first + 1, place])
        if theirs >> place & 1 and alike[extra, place] >= TOGETHER and alike[extra, place] > apart:
            return place
    return -1


@compiled
def weighed(
    mine: Int, rows: Int, words: Int, ours: int, theirs: int, shared: float, matched: float, body: bool
) -> float:
    """The score, given the words that stand for nothing on the other side."""
    one, two, fathers = 0.0, 0.0, 0
    for number in range(len(mine)):
        if ours >> number & 1:
            one += mine[number, WEIGHT]
            fathers |= 1 if mine[number, ROLE] == PATRONYMIC else 0
    for place in range(len(words)):
        if theirs >> place & 1:
            two += rows[words[place], WEIGHT]
            fathers |= 2 if rows[words[place], ROLE] == PATRONYMIC else 0
    whole = matched + max(one, two)
    if whole <= 0.0:
        return 0.0
    extra, differing = (EXTRA_BODY, DIFFERING_BODY) if body else (EXTRA, DIFFERING)
    found = (shared + extra * abs(one - two) + differing * min(one, two)) / whole
    return found - PATRONYMICS if fathers == BOTH else found
