"""Amounts as columns of whole numbers, summed exactly: in pieces of nine digits, so that no sum overflows.

A column has one row for each piece, the smallest first. Sums of up to nine
thousand million amounts stay within sixty-four bits.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Int = NDArray[np.int64]
    Pieces = NDArray[np.int64]
    Bool = NDArray[np.bool_]

BASE = 10**9
EXACT = Context(prec=100)


def pieces_of(units: Sequence[int]) -> Pieces:
    """These whole numbers as a column of pieces."""
    left, pieces = [abs(one) for one in units], list[list[int]]()
    while not pieces or any(left):
        pieces.append([one % BASE for one in left])
        left = [one // BASE for one in left]
    signs = np.array([-1 if one < 0 else 1 for one in units], dtype=np.int64)
    return np.array(pieces, dtype=np.int64).reshape(len(pieces), len(left)) * signs


def units_of(pieces: Pieces) -> list[int]:
    """The whole numbers that a column of pieces stands for."""
    units = [0] * pieces.shape[1]
    for row in pieces[::-1].tolist():
        units = [one * BASE + piece for one, piece in zip(units, row, strict=True)]
    return units


def amounts_of(pieces: Pieces, decimals: int) -> list[Decimal]:
    """They as amounts with so many decimals, exactly."""
    return [Decimal(one).scaleb(-decimals, EXACT) for one in units_of(pieces)]


def summed(pieces: Pieces, group: Int, groups: int) -> Pieces:
    """The sum of every group; `group` has the number of each amount's own."""
    if not groups:
        return pieces[:, :0]
    order = np.argsort(group, kind="stable")
    begins = np.searchsorted(group[order], np.arange(groups))
    ends = np.append(begins[1:], len(order))
    running = np.zeros((len(pieces), len(order) + 1), np.int64)
    np.cumsum(pieces[:, order], axis=1, out=running[:, 1:])
    return _carried(running[:, ends] - running[:, begins])


def at_least(pieces: Pieces, units: int) -> Bool:
    """Which of the sums are at least so much."""
    least = pieces_of([units])[:, 0].tolist()
    least += [0] * (len(pieces) - len(least))
    if any(least[len(pieces) :]):
        # The last piece of a sum may be above the base: those numbers are compared one by one.
        return np.array([one >= units for one in units_of(pieces)], dtype=np.bool_)
    found = np.ones(pieces.shape[1], np.bool_)
    for row, bound in zip(pieces, least, strict=False):
        found = (row > bound) | ((row == bound) & found)
    return found


def roughly(pieces: Pieces) -> NDArray[np.float64]:
    """The sums as numbers that can be put in order, and nothing else."""
    weights = float(BASE) ** np.arange(len(pieces))
    return np.asarray(weights @ pieces, dtype=np.float64)


def _carried(pieces: Pieces) -> Pieces:
    carried = pieces.copy()
    for place in range(len(carried) - 1):
        carried[place + 1] += carried[place] // BASE
        carried[place] %= BASE
    return carried
