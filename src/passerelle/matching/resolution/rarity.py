"""How much surprise there is in sharing a value: the fewer rows hold it, the more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from passerelle.matching.resolution.evidence import Floats
    from passerelle.matching.resolution.side import Column, Ints

ROWS_BELIEVED = 200.0


def holders(columns: tuple[Column, Column], count: int) -> Ints:
    """How many rows of both files hold each value."""
    return sum(
        (np.bincount(column.codes, minlength=count) for column in columns), np.zeros(count, dtype=np.int64)
    )


def rarity(held: Ints, rows: int, believed: Floats | float) -> Floats:
    """The bits of each value; `believed` is its share before counting, which small files hardly move.

    One holder is not counted: whoever shares a value has found one other.
    """
    share = (np.maximum(held - 1, 0) + ROWS_BELIEVED * believed) / (rows + ROWS_BELIEVED)
    return np.asarray(-np.log2(np.minimum(share, 1.0)))
