"""The names of a segment that are nearest to one name, found before any is compared.

Words are looked up by their keys; names are reached through the rarest words
first, and through a more ordinary word only while what is left can still reach
the floor. What is computed here chooses whom to compare, and in what order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.name.word import ROLES, Role
from passerelle.matching.screening.compiled import compiled
from passerelle.matching.screening.likely import INITIAL, likely, marked
from passerelle.matching.screening.segment import MORE
from passerelle.matching.screening.word_row import ROLE, WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from passerelle.matching.screening.asked import Asked, Key
    from passerelle.matching.screening.likely import Places
    from passerelle.matching.screening.word_row import Bytes, Int

    Real = NDArray[np.float32]

MOST_SEEN = 100_000  # names looked at for one question; the rarest words come first
MOST_WORDS = 16  # of a name
LEAST = 0.4
EXTRA, DIFFERING = 0.55, -0.3
EXTRA_BODY, DIFFERING_BODY = 0.3, -0.5
ONE_WORD, PATRONYMICS = 0.1, 0.15
BY_INITIAL = 40
HOPED = 0.62  # how alike a word may be that shares no key
NEIGHBOUR = 0.5
OF_A_LINE = 0.9
TOGETHER = 0.8  # words written as one, at least
BOTH = 3
PATRONYMIC = ROLES.index(Role.PATRONYMIC)


class Known(NamedTuple):
    """A segment: its words, the keys that find them, which names hold them, and who was born when."""

    keys: Key
    key_words: Int
    texts: Bytes
    rows: Int
    held_at: Int
    held: Int
    beside: Int
    row_word_at: Int
    row_words: Int
    row_body: Bytes
    row_entity: Int
    day_at: Int
    days: Int


class Room(NamedTuple):
    """What a search writes to: when names and words were last met, what words are like, what was found."""

    met: Int
    slot: Int  # of each word: which search met it last, and its row in the table
    table: Real
    found: Int
    alike: Real
    grid: Real
    best: Int
    best_score: Real
    best_order: Real


@compiled
def slot_of(slot: Int, table: Real, word: int, mark: int, slots: Int) -> int:
    """Where the likeness of a word to those asked about is kept; -1 when there is no place left."""
    if slot[word, 0] == mark:
        return int(slot[word, 1])
    found = slots[0]
    if found >= len(table):
        return -1
    slots[0] += 1
    slot[word, 0] = mark
    slot[word, 1] = found
    for column in range(table.shape[1]):
        table[found, column] = -1.0
    return int(found)


@compiled
def looked_up(
    asked: Asked, number: int, known: Known, places: Places, room: Room, mark: int, slots: Int, size: int
) -> int:
    """Adds the words of the segment that share a key with this word; returns how many there are then."""
    table = room.table
    for lined in range(2):
        keys, at = (asked.line_keys, asked.line_key_at) if lined else (asked.keys, asked.key_at)
        for key in keys[at[number] : at[number + 1]]:
            place = np.searchsorted(known.keys, key)
            while place < len(known.keys) and known.keys[place] == key and size < len(room.found):
                word = known.key_words[place]
                place += 1
                slot = slot_of(room.slot, table, word, mark, slots)
                if slot < 0:
                    continue
                before = table[slot, number]
                alike = before
                if before < 0.0:
                    alike = likely(asked.texts, asked.rows, number, known.texts, known.rows, word, places)
                alike = max(alike, OF_A_LINE) if lined else alike
                table[slot, number] = alike
                if alike >= NEIGHBOUR > before:
                    room.found[size] = word
                    room.alike[size] = alike
                    size += 1
    return size


@compiled
def reachable(words: Int, slot: Int, table: Real, mark: int, asked: Int, own: int) -> float:
    """What a name can score at most, as far as its words are known to be like those asked about."""
    shared, matched, rest, alone, whole, count = 0.0, 0, 0.0, 0, 0.0, 0
    while count < len(words) and words[count] >= 0:
        count += 1
    for number in range(len(asked)):
        best = 0.0
        for place in range(count):
            word = words[place]
            if slot[word, 0] == mark:
                best = max(best, table[slot[word, 1], number])
        if number >= own:
            if best >= TOGETHER:
                return 1.0
            continue
        weight = asked[number, WEIGHT]
        whole += weight
        if best > LEAST:
            shared += weight * best
            matched += 1
        else:
            rest += weight
            alone += 1
    if alone:
        left = 1 if count > matched else 0  # one word may be alike without a key, not two
        shared += rest * (HOPED * left + EXTRA * (alone - left)) / alone
    return shared / whole


@compiled
def compared(
    asked: Asked, known: Known, room: Room, places: Places, words: Int, mark: int, slots: Int
) -> None:
    """Fills the grid with how alike every word asked about and every word of a name are."""
    table, rows = room.table, asked.rows
    for place in range(len(words)):
        slot = slot_of(room.slot, table, words[place], mark, slots)
        for number in range(len(rows)):
            if slot >= 0 and (table[slot, number] >= 0.0 or number >= asked.own):
                room.grid[number, place] = table[slot, number]
            else:
                found = likely(asked.texts, rows, number, known.texts, known.rows, words[place], places)
                room.grid[number, place] = found
                if slot >= 0:
                    table[slot, number] = found


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


@compiled
def kept(room: Room, size: int, row: int, score: float, order: float) -> int:
    """Puts a name in its place among the best; returns how many there are."""
    if size == len(room.best) and order <= room.best_order[size - 1]:
        return size
    spot = size if size < len(room.best) else size - 1
    while spot > 0 and room.best_order[spot - 1] < order:
        room.best[spot] = room.best[spot - 1]
        room.best_score[spot] = room.best_score[spot - 1]
        room.best_order[spot] = room.best_order[spot - 1]
        spot -= 1
    room.best[spot] = row
    room.best_score[spot] = score
    room.best_order[spot] = order
    return min(size + 1, len(room.best))


@compiled
def dated(known: Known, row: int, born: int) -> float:
    """A very little more for the day of birth asked about, less for its year; nothing for none."""
    entity, found = known.row_entity[row], 0.0
    for day in known.days[known.day_at[entity] : known.day_at[entity + 1]]:
        if day == born and day:
            return 0.004
        if day and born:
            found = max(found, 0.003) if day // 10000 == born // 10000 else min(found, -0.004)
    return found


@compiled
def bounds(asked: Asked, order: NDArray[np.int64], begins: Int, alike: Real) -> NDArray[np.float64]:
    """For each step, what a name can reach that shares no word of those before, by words alike as 0 and 1."""
    own, rows = asked.own, asked.rows
    made = np.zeros((own, 2))
    for step in range(own):
        weight = float(rows[order[step], WEIGHT])
        whole, shared, others = weight, 0.0, 0
        for place in range(own):
            other = order[place]
            if place > step or (place < step and rows[other, ROLE] == INITIAL):
                hoped = HOPED
                for one in alike[begins[other] : begins[other + 1]]:
                    hoped = max(hoped, one)
                shared += rows[other, WEIGHT] * hoped
                whole += rows[other, WEIGHT]
                others += 1
            elif place < step:
                shared += EXTRA * rows[other, WEIGHT]
                whole += rows[other, WEIGHT]
        alone = ONE_WORD if own > 1 and others == 0 else 0.0
        made[step, 0] = shared / whole - alone
        made[step, 1] = (shared + weight) / whole - alone
    return made


@compiled
def gathered(
    asked: Asked,
    born: int,
    known: Known,
    room: Room,
    mark: int,
    floor: float,
    begins: Int,
    places: Places,
    slots: Int,
) -> int:
    """Fills `best` with the names that probably score most, the best first; returns how many there are."""
    size, looked = 0, 0
    order = rarest_first(known.held_at, room.found, begins)
    bound = bounds(asked, order, begins, room.alike)
    met, slot, table, rows = room.met, room.slot, room.table, asked.rows
    trio = np.empty(MOST_WORDS, np.int32)  # a word, those that stand beside it in a name, and -1
    for step in range(asked.own):
        start, end = begins[order[step]], begins[order[step] + 1]
        for turn in np.argsort(-room.alike[start:end]):
            word = room.found[start + turn]
            most = bound[step, 0] + room.alike[start + turn] * (bound[step, 1] - bound[step, 0])
            if most < floor or looked > MOST_SEEN:
                break
            for place in range(known.held_at[word], known.held_at[word + 1]):
                looked += 1
                trio[0], trio[1], trio[2] = word, known.beside[place, 0], known.beside[place, 1]
                trio[3] = -1
                if trio[1] != MORE and reachable(trio, slot, table, mark, rows, asked.own) < floor:
                    continue
                row = known.held[place]
                if met[row] == mark:
                    continue
                met[row] = mark
                words = known.row_words[known.row_word_at[row] : known.row_word_at[row + 1]][:MOST_WORDS]
                if trio[1] == MORE:
                    trio[: len(words)] = words
                    trio[len(words) : len(words) + 1] = -1
                    if reachable(trio, slot, table, mark, rows, asked.own) < floor:
                        continue
                compared(asked, known, room, places, words, mark, slots)
                score = paired(asked, known.rows, room.grid, words, known.row_body[row] > 0)
                if score >= floor:
                    size = kept(room, size, row, score, score + dated(known, row, born))
    return size


@compiled
def rarest_first(held_at: Int, found: Int, begins: Int) -> NDArray[np.int64]:
    """The words asked about, those first that the fewest names hold."""
    amounts = np.zeros(len(begins) - 1, np.int64)
    for number in range(len(amounts)):
        for word in found[begins[number] : begins[number + 1]]:
            amounts[number] += held_at[word + 1] - held_at[word]
    return np.argsort(amounts).astype(np.int64)


@compiled
def nearest(asked: Asked, born: int, known: Known, room: Room, mark: int, floor: float) -> int:
    """Fills `best` with the names nearest to the one asked about; returns how many there are."""
    places = marked(asked.texts, asked.rows)
    slots = np.zeros(1, np.int32)
    begins = np.zeros(asked.own + 1, np.int32)
    size = 0
    for number in range(asked.own):
        begins[number] = size
        size = looked_up(asked, number, known, places, room, mark, slots, size)
        for extra in range(asked.own, len(asked.rows)):
            if asked.first[extra] == number:
                size = looked_up(asked, extra, known, places, room, mark, slots, size)
    begins[asked.own] = size
    return gathered(asked, born, known, room, mark, floor, begins, places, slots)
