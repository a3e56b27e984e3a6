"""The names that share most with one name, found in a segment by machine code, before any is compared.

What is computed here only chooses whom to compare: it follows the comparison's
own rules roughly, and never is a score that anybody sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.screening.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Int = NDArray[np.int32]
    Key = NDArray[np.uint32]
    Real = NDArray[np.float32]

LONGEST_WORD = 40
LEAST = 0.4
MOST_CHANGED = 0.4  # of the letters of a word, where two words may still be one
MOST_SEEN = 400_000  # names looked at for one question; the rarest words come first
EXTRA = 0.55
DIFFERING = -0.3
HOPED = 0.3  # for words that are not compared yet


class Vocabulary(NamedTuple):
    """The words of a segment, and the keys that find them."""

    keys: Key
    key_words: Int
    letters: Bytes
    letter_at: Int
    sounds: Bytes
    sound_at: Int
    written_at: Int
    skeleton: Key
    line: Int


class Holders(NamedTuple):
    """Which names hold which words, and what their words weigh together."""

    held_at: Int
    held: Int
    row_weight: Real
    row_word_at: Int
    row_words: Int


class Asked(NamedTuple):
    """The words asked about: weight, whether vowels are written, line of given name, skeleton and letters."""

    weights: Real
    voweled: Int
    line: Int
    skeleton: Key
    letters: Bytes
    letter_at: Int
    sounds: Bytes
    sound_at: Int


class Room(NamedTuple):
    """What a search writes to: for each name when it was last met, and what it shares."""

    marks: Int
    touched: Int
    shared: Real
    taken: Real
    agreed: Int
    best: Int
    best_score: Real
    kept: Int
    seen: Int
    found: Int
    alike: Real


@compiled
def exchanged(one: Bytes, two: Bytes, table: Int) -> int:
    """How many letters must be changed, left out, added or exchanged with their neighbour."""
    length, width = min(len(one), LONGEST_WORD), min(len(two), LONGEST_WORD)
    for column in range(width + 1):
        table[0, column] = column
    for row in range(1, length + 1):
        table[row, 0] = row
        for column in range(1, width + 1):
            cost = 0 if one[row - 1] == two[column - 1] else 1
            least = min(
                table[row - 1, column] + 1, table[row, column - 1] + 1, table[row - 1, column - 1] + cost
            )
            if row > 1 and column > 1 and one[row - 1] == two[column - 2] and one[row - 2] == two[column - 1]:
                least = min(least, table[row - 2, column - 2] + 1)
            table[row, column] = least
    return int(table[length, width])


@compiled
def likely(
    letters: Bytes,
    sound: Bytes,
    other: Bytes,
    other_sound: Bytes,
    same_skeleton: bool,
    voweled: bool,
    table: Int,
) -> float:
    """How alike two words are, roughly as the comparison will say."""
    if not voweled:
        return 0.95 if same_skeleton else 0.65
    longest = max(len(letters), len(other))
    if abs(len(letters) - len(other)) > MOST_CHANGED * longest + 1 and not same_skeleton:
        return 0.0
    spelled = exchanged(letters, other, table)
    if spelled > MOST_CHANGED * longest + 2 and not same_skeleton:
        return 0.0
    sounds = exchanged(sound, other_sound, table)
    if sounds == 0:
        return 0.97
    found = 1.0 - 1.5 * min(spelled, sounds + 0.3) / longest
    if same_skeleton:
        found = max(found, 0.95 - 0.85 * sounds / max(len(sound), len(other_sound)))
    return found


@compiled
def as_likely(asked: Asked, number: int, known: Vocabulary, other: int, table: Int) -> float:
    """How alike a word asked about and a word of the segment are, given names apart."""
    return likely(
        asked.letters[asked.letter_at[number] : asked.letter_at[number + 1]],
        asked.sounds[asked.sound_at[number] : asked.sound_at[number + 1]],
        known.letters[known.letter_at[other] : known.letter_at[other + 1]],
        known.sounds[known.sound_at[other] : known.sound_at[other + 1]],
        known.skeleton[other] == asked.skeleton[number],
        asked.voweled[number] == (known.written_at[other + 1] == known.written_at[other]),
        table,
    )


@compiled
def neighbours(
    asked: Asked, number: int, keys: Key, lines: Int, known: Vocabulary, room: Room, mark: int, size: int
) -> int:
    """Adds the words of the segment that may stand for this word; returns how many there are then."""
    table = np.empty((LONGEST_WORD + 1, LONGEST_WORD + 1), np.int32)
    line = asked.line[number]
    for key in keys:
        place = np.searchsorted(known.keys, key)
        while place < len(known.keys) and known.keys[place] == key and size < len(room.found):
            other = known.key_words[place]
            place += 1
            if room.seen[other] == mark:
                continue
            room.seen[other] = mark
            theirs = known.line[other]
            if line >= 0 and theirs >= 0:
                score = 0.97 if theirs == line else 0.0
            else:
                score = as_likely(asked, number, known, other, table)
            for stood in lines:
                if theirs == stood:
                    score = max(score, 0.9)
            if score >= LEAST:
                room.found[size] = other
                room.alike[size] = score
                size += 1
    return size


@compiled
def counted(begins: Int, weights: Real, holders: Holders, room: Room, mark: int) -> int:
    """Adds up, for every name that holds a word found, what it shares; returns how many names there are."""
    amounts = np.zeros(len(weights), np.int64)
    for number in range(len(weights)):
        for place in range(begins[number], begins[number + 1]):
            word = room.found[place]
            amounts[number] += holders.held_at[word + 1] - holders.held_at[word]
    size = 0
    for number in np.argsort(amounts):
        if size and size + amounts[number] > MOST_SEEN:
            break
        for step in np.argsort(-room.alike[begins[number] : begins[number + 1]]):
            place = begins[number] + step
            word = room.found[place]
            for row in holders.held[holders.held_at[word] : holders.held_at[word + 1]]:
                if room.marks[row] != mark:
                    if size >= len(room.touched):
                        break
                    room.marks[row] = mark
                    room.shared[row] = 0.0
                    room.taken[row] = 0.0
                    room.agreed[row] = 0
                    room.touched[size] = row
                    size += 1
                if not room.agreed[row] >> number & 1:
                    room.agreed[row] |= 1 << number
                    room.shared[row] += weights[number] * room.alike[place]
                    room.taken[row] += weights[number]
    return size


@compiled
def rough(shared: float, taken: float, whole: float, row_weight: float, differing_counts: float) -> float:
    """The score that shared words promise, given what words count that stand for nothing yet."""
    ours, theirs = max(whole - taken, 0.0), max(row_weight - taken, 0.0)
    differing, extra = min(ours, theirs), abs(ours - theirs)
    return (shared + EXTRA * extra + differing_counts * differing) / (taken + differing + extra)


@compiled
def gathered(begins: Int, weights: Real, holders: Holders, room: Room, mark: int, floor: float) -> int:
    """Fills `best` with the names that share most, the nearest first; returns how many there are."""
    whole = weights.sum()
    best, scores = room.best, room.best_score
    kept = 0
    for place in range(counted(begins, weights, holders, room, mark)):
        row = room.touched[place]
        score = rough(room.shared[row], room.taken[row], whole, holders.row_weight[row], HOPED)
        if score < floor or (kept == len(best) and score <= scores[kept - 1]):
            continue
        spot = kept if kept < len(best) else kept - 1
        while spot > 0 and scores[spot - 1] < score:
            best[spot] = best[spot - 1]
            scores[spot] = scores[spot - 1]
            spot -= 1
        best[spot] = row
        scores[spot] = score
        kept = min(kept + 1, len(best))
    return kept


@compiled
def nearest_word(asked: Asked, number: int, known: Vocabulary, words: Int, table: Int) -> float:
    """How alike a word asked about is to the nearest of a name's words."""
    nearest = 0.0
    single = asked.letter_at[number + 1] - asked.letter_at[number] == 1
    for other in words:
        if asked.line[number] >= 0 and known.line[other] >= 0:
            continue
        if single or known.letter_at[other + 1] - known.letter_at[other] == 1:
            same = asked.letters[asked.letter_at[number]] == known.letters[known.letter_at[other]]
            score = 0.85 if same else 0.0
        else:
            score = as_likely(asked, number, known, other, table)
        nearest = max(nearest, score)
    return nearest


@compiled
def refined(asked: Asked, known: Vocabulary, holders: Holders, room: Room, count: int, floor: float) -> int:
    """Fills `kept` with the best whose words, those too that share no key, promise enough, in their order."""
    table = np.empty((LONGEST_WORD + 1, LONGEST_WORD + 1), np.int32)
    whole = asked.weights.sum()
    size = 0
    for row in room.best[:count]:
        total, matched = room.shared[row], room.taken[row]
        words = holders.row_words[holders.row_word_at[row] : holders.row_word_at[row + 1]]
        for number in range(len(asked.weights)):
            if room.agreed[row] >> number & 1:
                continue
            alike = nearest_word(asked, number, known, words, table)
            if alike >= LEAST:
                total += asked.weights[number] * alike
                matched += asked.weights[number]
        if rough(total, matched, whole, holders.row_weight[row], DIFFERING) >= floor:
            room.kept[size] = row
            size += 1
    return size
