"""How alike two words probably are, from their rows: close to what the comparison will say.

What is computed here only chooses whom to compare and in what order; it never
is a score that anybody sees. The rules are those of `name.word_likeness`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.name.word import ROLES, Role
from passerelle.matching.name.word_likeness import SHORTEST_MISREAD, SHORTEST_SLIP
from passerelle.matching.screening.compiled import compiled, inlined
from passerelle.matching.screening.spelling import SIGNS, at_least, changes, equal, mark
from passerelle.matching.screening.word_row import (
    BARE,
    LETTERS,
    LINE,
    MISREAD,
    MISREAD_AS,
    OCCURRING,
    OTHER_BARE,
    PERSIAN,
    ROLE,
    SKELETON,
    SOUND,
    VOWELED,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from passerelle.matching.screening.word_row import Bytes, Int

    Places = NDArray[np.uint64]

MARKED = 6  # four texts as they are, then the two skeletons as they are heard
AS_HEARD = 2  # from a skeleton as it is to the same as it is heard
INITIAL, NUMBER = ROLES.index(Role.INITIAL), ROLES.index(Role.NUMBER)
MOST_CHANGED = 0.4  # of the letters of a word, where two words may still be one


@compiled
def marked(ours: Bytes, rows: Int) -> Places:
    """For each word asked about and each kind of text, where its letters stand."""
    places = np.empty((len(rows), MARKED, SIGNS), np.uint64)
    for number in range(len(rows)):
        for kind in range(LETTERS, PERSIAN + 1):
            mark(ours, rows[number, kind], rows[number, kind + 1], 0, places[number, kind])
        for kind in range(SKELETON, PERSIAN + 1):
            mark(ours, rows[number, kind], rows[number, kind + 1], 1, places[number, kind + AS_HEARD])
    return places


@inlined
def bare_at_most(mine: Int, number: int, rows: Int, word: int, kind: int, signs: int) -> float:
    """The same for consonants alone."""
    fewest = at_least(mine[number, signs], rows[word, signs])
    ours, theirs = mine[number, kind + 1] - mine[number, kind], rows[word, kind + 1] - rows[word, kind]
    return 0.96 - 1.5 * float(max(fewest, abs(ours - theirs))) / float(max(ours, theirs) + 1)


@inlined
def voweled_at_most(mine: Int, number: int, rows: Int, word: int) -> float:
    """The same for two words of a script that writes its vowels, or of one that does not."""
    sound, theirs = mine[number, SKELETON] - mine[number, SOUND], rows[word, SKELETON] - rows[word, SOUND]
    longest = max(mine[number, SOUND] - mine[number, LETTERS], rows[word, SOUND] - rows[word, LETTERS])
    fewest = at_least(mine[number, OCCURRING], rows[word, OCCURRING])
    bare = (mine[number, PERSIAN] - mine[number, SKELETON]) - (rows[word, PERSIAN] - rows[word, SKELETON])
    if not bare and mine[number, BARE] == rows[word, BARE]:
        return 1.0 - 0.85 * float(max(fewest, abs(sound - theirs))) / float(max(sound, theirs, 1))
    if mine[number, MISREAD_AS] == rows[word, MISREAD_AS]:
        return 0.95
    return 1.0 - 1.5 * float(max(fewest, abs(bare))) / float(max(longest, 1))


@compiled
def at_most(mine: Int, number: int, rows: Int, word: int) -> float:
    """About the most that `likely` can be, by which letters occur in two words, without reading them."""
    role, other = mine[number, ROLE], rows[word, ROLE]
    if INITIAL in (role, other):
        return 0.85
    if NUMBER in (role, other):
        return 1.0
    if mine[number, LINE] >= 0 and rows[word, LINE] >= 0:
        return 1.0 if mine[number, LINE] == rows[word, LINE] else 0.0
    if mine[number, VOWELED] != rows[word, VOWELED]:
        found = bare_at_most(mine, number, rows, word, SKELETON, BARE)
        return float(max(found, bare_at_most(mine, number, rows, word, PERSIAN, OTHER_BARE)))
    return voweled_at_most(mine, number, rows, word)


@inlined
def consonants(
    ours: Bytes, rows: Int, number: int, theirs: Bytes, known: Int, word: int, kind: int, places: Places
) -> float:
    """How alike two words are whose vowels one script leaves out."""
    start, end, first, last = (
        rows[number, kind],
        rows[number, kind + 1],
        known[word, kind],
        known[word, kind + 1],
    )
    if equal(ours, start, end, theirs, first, last):
        return 0.96
    exact = changes(places, number, kind, end - start, theirs, first, last, 0, 0)
    heard = changes(places, number, kind + AS_HEARD, end - start, theirs, first, last, 1, 0)
    return 0.96 - 0.75 * (exact + heard) / float(max(end - start, last - first) + 1)


@inlined
def slip(ours: Bytes, rows: Int, number: int, theirs: Bytes, known: Int, word: int, places: Places) -> float:
    """How alike two words are that differ in letters."""
    begins, sound, skeleton = rows[number, LETTERS], rows[number, SOUND], rows[number, SKELETON]
    first, heard, bare = known[word, LETTERS], known[word, SOUND], known[word, SKELETON]
    longest = max(sound - begins, heard - first)
    fewest = at_least(rows[number, OCCURRING], known[word, OCCURRING])
    fewest = max(fewest, abs((skeleton - sound) - (bare - heard)))
    same = rows[number, VOWELED] > 0 and equal(
        ours, skeleton, rows[number, PERSIAN], theirs, bare, known[word, PERSIAN]
    )
    if fewest > MOST_CHANGED * longest and not same:
        return 0.0
    sounds = changes(places, number, SOUND, skeleton - sound, theirs, heard, bare, 0, 1)
    spelled = changes(places, number, LETTERS, sound - begins, theirs, first, heard, 0, 1)
    found = 1.0 - 1.5 * min(spelled, sounds + 0.3) / float(longest)
    if min(sound - begins, heard - first) < SHORTEST_SLIP:
        found = 0.0
    elif ours[begins] != theirs[first] and ours[sound] != theirs[heard]:
        found -= 0.1
    if not same:
        return found
    return max(found, 0.95 - 0.85 * sounds / float(max(skeleton - sound, bare - heard, 1)))


@inlined
def settled(ours: Bytes, rows: Int, number: int, theirs: Bytes, known: Int, word: int) -> float:
    """How alike two words are by what they do in a name, or as given names; else negative."""
    start, end = rows[number, LETTERS], rows[number, SOUND]
    first, last = known[word, LETTERS], known[word, SOUND]
    occurring = rows[number, OCCURRING] == known[word, OCCURRING]
    if occurring and equal(ours, start, end, theirs, first, last):
        return 1.0
    role, other = rows[number, ROLE], known[word, ROLE]
    if start == end or first == last or NUMBER in (role, other):
        return 0.0
    if INITIAL in (role, other):
        return 0.85 if ours[start] == theirs[first] else 0.0
    if rows[number, LINE] >= 0 and known[word, LINE] >= 0:
        return 0.97 if rows[number, LINE] == known[word, LINE] else 0.0
    return -1.0


@compiled
def likely(
    ours: Bytes, rows: Int, number: int, theirs: Bytes, known: Int, word: int, places: Places
) -> float:
    """How alike a word asked about and a word of the segment are, from 0 to 1."""
    found = settled(ours, rows, number, theirs, known, word)
    if found >= 0.0:
        return found
    if rows[number, VOWELED] != known[word, VOWELED]:
        found = consonants(ours, rows, number, theirs, known, word, SKELETON, places)
        return max(found, consonants(ours, rows, number, theirs, known, word, PERSIAN, places), 0.0)
    if rows[number, VOWELED]:
        start, end = rows[number, SOUND], rows[number, SKELETON]
        if rows[number, OCCURRING] == known[word, OCCURRING] and equal(
            ours, start, end, theirs, known[word, SOUND], known[word, SKELETON]
        ):
            return 0.97
        start, end = rows[number, MISREAD], rows[number, MISREAD + 1]
        alike = rows[number, MISREAD_AS] == known[word, MISREAD_AS] and end - start >= SHORTEST_MISREAD
        if alike and equal(ours, start, end, theirs, known[word, MISREAD], known[word, MISREAD + 1]):
            return 0.95
    return max(slip(ours, rows, number, theirs, known, word, places), 0.0)
