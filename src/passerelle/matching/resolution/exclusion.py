"""Where the files themselves show that they hold everybody once, candidates of one row exclude each other.

Nothing is assumed: a file counts as holding everybody once when nearly no row
of the other has two sure partners in it. Then one partner makes any other less
likely, and where nearly every row has found its partner, a last pair alike in
part is more likely than it would be by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from passerelle.matching.resolution.estimation import Sizes
    from passerelle.matching.resolution.evidence import Floats, Pairs
    from passerelle.matching.resolution.side import Ints

SURE = 0.99
FEWEST_SURE = 20
MOST_DOUBLES = 0.03
ROUNDS = 20


def exclusive(pairs: Pairs, odds: Floats, sizes: Sizes) -> Floats:
    """The probabilities, with exclusion on each side where it is shown."""
    score = np.asarray(odds / (1.0 + odds))
    sides = [(pairs.left, sizes.left), (pairs.right, sizes.right)]
    shown = [side for side in sides if _shown(side[0], score)]
    if not shown:
        return score
    return np.asarray(np.min([_excluding(rows, count, odds) for rows, count in shown], axis=0))


def _shown(rows: Ints, score: Floats) -> bool:
    """True where nearly no row has two sure partners."""
    partners = np.bincount(rows[score > SURE])
    found = np.count_nonzero(partners)
    return bool(found >= FEWEST_SURE and np.count_nonzero(partners > 1) <= MOST_DOUBLES * found)


def _excluding(rows: Ints, count: int, odds: Floats) -> Floats:
    """Each row has one partner or none; how many have none is learnt."""
    score = odds / (1.0 + odds)
    expected = float(score.sum())
    for _ in range(ROUNDS):
        alone = 1.0 - min((expected + 1.0) / (count + 2.0), 1.0)
        score = odds / (alone + np.bincount(rows, weights=odds, minlength=count)[rows])
        moved = abs(float(score.sum()) - expected)
        expected = float(score.sum())
        if moved < SURE / 2:
            break
    return np.asarray(score)
