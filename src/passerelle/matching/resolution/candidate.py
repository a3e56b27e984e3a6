"""Which pairs are worth comparing: those that share a rare value, or two values that are rare together.

Every kind of key gives pairs. A key that so many rows hold that it meets mostly
strangers is left out, and the rarest keys come first where there are too many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution.evidence import Pairs, combinations
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.side import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.matching.resolution.side import Ints

MOST_MEETINGS = 400  # rows on the left times rows on the right that hold one key
PAIRS_FOR_ROW = 40  # on average, by the keys of one family
MOST_OF_FAMILY = 12_000_000
MOST_HELD = 24_000_000  # before pairs that several families propose are put together
WORD, YEAR, DAY = "word", "year", "day of the year"
# Each family is a key: one value, or two or three of one row together.
FAMILIES: tuple[tuple[str, ...], ...] = (
    (Field.NUMBER,),
    (Field.PHONE,),
    (Field.EMAIL,),
    (Field.BIRTH,),
    (WORD,),
    (Field.STREET,),
    (WORD, WORD),
    (WORD, YEAR),
    (WORD, DAY),
    (WORD, Field.POSTCODE),
    (WORD, Field.CITY),
    (WORD, Field.HOUSE),
    (Field.STREET, Field.HOUSE),
    (Field.POSTCODE, YEAR),
    (WORD, WORD, YEAR),
    (WORD, WORD, Field.CITY),
)
Projections = dict[str, Column]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys of one side as (row, key), each once."""

    rows: Ints
    keys: Ints


def candidates(left: Mapping[str, Column], right: Mapping[str, Column]) -> Pairs:
    """Every pair that some key proposes, each once, by left row and then right row."""
    rows = len(next(iter(left.values())).start) - 1, len(next(iter(right.values())).start) - 1
    if not rows[0] or not rows[1]:
        return Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    most = min(PAIRS_FOR_ROW * max(rows), MOST_OF_FAMILY)
    found, held = [np.zeros(0, dtype=np.int64)], 0
    for family in FAMILIES:
        if all(part in left and part in right for part in family):
            pairs = _meetings(*_keys(left, right, family), most)
            found.append(pairs.left * rows[1] + pairs.right)
            held += len(pairs)
        if held > MOST_HELD:
            found, held = [np.unique(np.concatenate(found))], 0
    met = np.unique(np.concatenate(found))
    return Pairs(met // rows[1], met % rows[1])


def _keys(
    left: Mapping[str, Column], right: Mapping[str, Column], family: tuple[str, ...]
) -> tuple[_Keys, _Keys]:
    ours, theirs = _single(left[family[0]]), _single(right[family[0]])
    for place, part in enumerate(family[1:], 1):
        again = part == family[place - 1]
        width = 1 + max(int(side[part].codes.max(initial=0)) for side in (left, right))
        ours, theirs = (
            _joined(ours, left[part], width, again=again),
            _joined(theirs, right[part], width, again=again),
        )
        # Joined keys are numbered anew, or three parts would not fit in sixty-four bits.
        _, places = np.unique(np.concatenate([ours.keys, theirs.keys]), return_inverse=True)
        ours, theirs = (
            _Keys(ours.rows, places[: len(ours.rows)]),
            _Keys(theirs.rows, places[len(ours.rows) :]),
        )
    return ours, theirs


def _single(column: Column) -> _Keys:
    return _Keys(column.rows, column.codes)


def _joined(keys: _Keys, column: Column, width: int, *, again: bool) -> _Keys:
    """Each key with each value of its row; of one kind twice, each two different values once."""
    spread = combinations(np.ones(len(keys.rows), dtype=np.int64), column.counts[keys.rows])
    place = np.repeat(np.arange(len(keys.rows)), spread.sizes)
    value = column.codes[column.start[keys.rows[place]] + spread.second]
    rows, first = keys.rows[place], keys.keys[place]
    if again:
        kept = first < value
        rows, first, value = rows[kept], first[kept], value[kept]
    return _Keys(rows, first * width + value)


def _meetings(ours: _Keys, theirs: _Keys, most: int) -> Pairs:
    """The pairs that hold one key, the rarest keys first, no more than about `most`."""
    ours, theirs = _sorted(ours), _sorted(theirs)
    keys, start, count = np.unique(ours.keys, return_index=True, return_counts=True)
    begin = np.searchsorted(theirs.keys, keys)
    end = np.searchsorted(theirs.keys, keys, side="right")
    size = count * (end - begin)
    shared = np.flatnonzero((size > 0) & (size <= MOST_MEETINGS))
    shared = shared[np.argsort(size[shared], kind="stable")]
    shared = shared[np.cumsum(size[shared]) <= most]
    spread = combinations(count[shared], (end - begin)[shared])
    left = ours.rows[np.repeat(start[shared], spread.sizes) + spread.first]
    right = theirs.rows[np.repeat(begin[shared], spread.sizes) + spread.second]
    return Pairs(left, right)


def _sorted(keys: _Keys) -> _Keys:
    order = np.argsort(keys.keys, kind="stable")
    return _Keys(keys.rows[order], keys.keys[order])
