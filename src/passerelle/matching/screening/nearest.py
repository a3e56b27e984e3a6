"""The names of a segment that are nearest to one name, found before any is compared.

Words are looked up by their keys; names are reached through the rarest words
first, and through a more ordinary word only while what is left can still reach
the floor. Most names so reached are put aside by which letters occur in their
words, before any word is read. What is computed here chooses whom to compare,
and in what order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.screening.asked import Asked
from passerelle.matching.screening.compiled import compiled, inlined
from passerelle.matching.screening.likely import INITIAL, marked
from passerelle.matching.screening.near_word import HOPED, KEPT, PARTS, begun, compared, looked_up, slot_of
from passerelle.matching.screening.pairing import DIFFERING, EXTRA, LEAST, ONE_WORD, TOGETHER, paired
from passerelle.matching.screening.room import MOST_LOOKED_AT, Known, Room
from passerelle.matching.screening.segment import MORE
from passerelle.matching.screening.word_row import HUNDRED, ROLE, WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from passerelle.matching.screening.likely import Places
    from passerelle.matching.screening.room import Real
    from passerelle.matching.screening.word_row import Int

MOST_SEEN = 100_000  # names looked at for one question; the rarest words come first
BLIND = int(HOPED * PARTS)
OF_DATE = 0.004  # how far a date moves a name among those alike


@compiled
def reachable(at: Int, count: int, table: Real, weights: Int, own: int) -> float:
    """What a name can score at most, as far as is known without reading its words, by where those stand."""
    shared, matched, rest, alone, whole = 0.0, 0, 0.0, 0, 0.0
    for number in range(len(weights)):
        best = 0.0
        for place in range(count):
            best = max(best, abs(table[at[place] + number]))
        if number < own:
            weight = weights[number]
            whole += weight
            matched += best > LEAST
            alone += best <= LEAST
            shared += weight * best if best > LEAST else 0.0
            rest += weight if best <= LEAST else 0.0
        elif best >= TOGETHER:
            return 1.0
    return left_over(shared, rest, whole, min(alone, count - matched), matched <= 1 < max(own, count))


@inlined
def left_over(shared: float, rest: float, whole: float, differing: int, one_word: bool) -> float:
    """The score with what is shared and what is not; of those words some stand beside as many others."""
    differ = min(40.0 * max(differing, 0), rest)
    found = (shared + DIFFERING * differ + EXTRA * (rest - differ)) / whole
    return found - ONE_WORD if one_word else found


@compiled
def needed(mine: Int, own: int, number: int, alike: float, others: int, floor: float) -> int:
    """How alike one of so many other words of a name must be, when one word is known, to reach the floor."""
    whole, most, rest = 0.0, 0.0, 0.0
    for place in range(own):
        whole += mine[place, WEIGHT]
        if place != number:
            rest += mine[place, WEIGHT]
            most = max(most, mine[place, WEIGHT])
    shared = mine[number, WEIGHT] * alike
    alone = left_over(shared, rest, whole, min(own - 1, others), max(own, others + 1) > 1)
    if alone >= floor:
        return 0
    if not others or own == 1:
        return 2 * PARTS
    hoping = min(rest, most * others)
    least = (floor * whole - shared - EXTRA * (rest - hoping)) / hoping
    return int(max(least, LEAST) * PARTS)


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
            return OF_DATE
        if day and born:
            found = max(found, 0.003) if day // 10000 == born // 10000 else min(found, -OF_DATE)
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
                hope = HOPED
                for one in alike[begins[other] : begins[other + 1]]:
                    hope = max(hope, one)
                shared += rows[other, WEIGHT] * hope
                whole += rows[other, WEIGHT]
                others += 1
            elif place < step:
                shared += EXTRA * rows[other, WEIGHT]
                whole += rows[other, WEIGHT]
        alone = ONE_WORD if own > 1 and others == 0 else 0.0
        made[step, 0] = shared / whole - alone
        made[step, 1] = (shared + weight) / whole - alone
    return made


@inlined
def words_of(known: Known, place: int, word: int, words: Int) -> int:
    """Writes the words of a name, of which one is known; returns how many they are."""
    words[0], words[1], words[2] = word, known.beside[place, 0], known.beside[place, 1]
    if words[1] != MORE:
        return 1 if words[1] < 0 else 2 if words[2] < 0 else 3
    row = known.held[place]
    start, end = known.row_word_at[row], known.row_word_at[row + 1]
    count = min(end - start, MOST_LOOKED_AT)
    words[:count] = known.row_words[start : start + count]
    return int(count)


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
    looked = 0
    order = rarest_first(known.held_at, room.found, begins)
    bound = bounds(asked, order, begins, room.alike)
    for step in range(asked.own):
        number = order[step]
        start, end = begins[number], begins[number + 1]
        for turn in nearest_first(room.alike, start, end):
            word, alike = room.found[turn], room.alike[turn]
            if bound[step, 0] + alike * (bound[step, 1] - bound[step, 0]) < floor or looked > MOST_SEEN:
                continue
            looked += known.held_at[word + 1] - known.held_at[word]
            scanned(asked, born, known, room, mark, floor, (number, word, alike), places, slots)
    return int(slots[KEPT])


@inlined
def others_of(beside: Int, place: int) -> int:
    """How many other words stand in a name; -1 where they are more than are written beside it."""
    first, second = beside[place, 0], beside[place, 1]
    return -1 if first == MORE else 0 if first < 0 else 1 if second < 0 else 2


@inlined
def most_beside(slot: Int, mark: int, beside: Int, place: int, others: int) -> int:
    """How alike one of the other words of a name may be, at most, to any word asked about."""
    most = 0
    for one in range(others):
        word = beside[place, one]
        most = max(most, slot[word, 2] if slot[word, 0] == mark else BLIND)
    return most


@compiled
def scanned(
    asked: Asked,
    born: int,
    known: Known,
    room: Room,
    mark: int,
    floor: float,
    near: tuple[int, int, float],
    places: Places,
    slots: Int,
) -> None:
    """Keeps, of all names that hold a word near to one asked about, those that probably score most."""
    size = int(slots[KEPT])
    number, word, alike = near
    slot, table, mine, rows, own = room.slot, room.table, asked.rows, known.rows, asked.own
    held, beside, met = known.held, known.beside, room.met
    weights, need = asked.rows[:, WEIGHT].copy(), np.zeros(3, np.int32)
    words, at = np.empty(MOST_LOOKED_AT, np.int32), np.empty(MOST_LOOKED_AT, np.int32)
    for others in range(3):
        need[others] = needed(mine, own, number, alike, others, floor)
    for place in range(known.held_at[word], known.held_at[word + 1]):
        others = others_of(beside, place)
        row = held[place]
        if others >= 0 and most_beside(slot, mark, beside, place, others) < need[others]:
            continue
        if met[row] == mark:
            continue
        count = words_of(known, place, word, words)
        for one in range(count):
            at[one] = slot_of(slot, table, slots, mark, mine, rows, own, words[one])
        if size == len(room.best):
            floor = max(floor, room.best_order[size - 1] - OF_DATE)
        if reachable(at, count, table, weights, own) < floor:
            continue
        met[row] = mark
        score = likely_score(asked, known, room, places, row, mark, slots)
        if score >= floor:
            size = kept(room, size, row, score, score + dated(known, row, born))
    slots[KEPT] = size


@compiled
def likely_score(
    asked: Asked, known: Known, room: Room, places: Places, row: int, mark: int, slots: Int
) -> float:
    """The score that the comparison will probably give."""
    words = known.row_words[known.row_word_at[row] : known.row_word_at[row + 1]][:MOST_LOOKED_AT]
    compared(asked, known, room, places, words, mark, slots)
    return paired(asked, known.rows, room.grid, words, known.row_body[row] > 0)


@compiled
def rarest_first(held_at: Int, found: Int, begins: Int) -> NDArray[np.int64]:
    """The words asked about, those first that the fewest names hold."""
    amounts = np.zeros(len(begins) - 1, np.int64)
    for number in range(len(amounts)):
        for word in found[begins[number] : begins[number + 1]]:
            amounts[number] += held_at[word + 1] - held_at[word]
    order = np.arange(len(amounts), dtype=np.int64)
    for turn in range(1, len(order)):
        place = turn
        while place > 0 and amounts[order[place - 1]] > amounts[order[place]]:
            order[place - 1], order[place] = order[place], order[place - 1]
            place -= 1
    return order


@compiled
def nearest_first(alike: Real, start: int, end: int) -> Int:
    """The places of a stretch of likenesses, the greatest first; those alike to a hundredth as they stand."""
    ends = np.zeros(HUNDRED + 2, np.int32)
    order = np.empty(end - start, np.int32)
    for place in range(start, end):
        ends[HUNDRED + 1 - int(alike[place] * HUNDRED)] += 1
    for step in range(1, len(ends)):
        ends[step] += ends[step - 1]
    for place in range(start, end):
        step = HUNDRED - int(alike[place] * HUNDRED)
        order[ends[step]] = place
        ends[step] += 1
    return order


@compiled
def nearest(asked: Asked, born: int, known: Known, room: Room, mark: int, floor: float) -> int:
    """Fills `best` with the names nearest to the one asked about; returns how many there are.

    What is `Asked`, `Known` and `Room` is handed over as plain tuples: looking up the types of named
    ones takes longer than many a search.
    """
    return found(Asked(*asked), born, Known(*known), Room(*room), mark, floor)


@compiled
def found(asked: Asked, born: int, known: Known, room: Room, mark: int, floor: float) -> int:
    """The same, with every array by its name."""
    places = marked(asked.texts, asked.rows)
    slots = begun(room.table, len(asked.rows), asked.own)
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
