"""Functions compiled to machine code, kept on disk, and the growing list of numbers they write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Int = NDArray[np.int64]
    Small = NDArray[np.int32]
    Bool = NDArray[np.bool_]

FEW = 24
F = TypeVar("F", bound="Callable[..., object]")


def compiled(function: F) -> F:
    """The same function as machine code; the second process to ask finds it on disk."""
    return cast("F", numba.njit(cache=True)(function))


@compiled
def appended(numbers: Int, size: int, value: int) -> Int:
    """The array with the value at `size`, twice as long where it was full."""
    if size == len(numbers):
        longer = np.empty(2 * size + 16, np.int64)
        longer[:size] = numbers
        numbers = longer
    numbers[size] = value
    return numbers


@compiled
def distinct(numbers: Int) -> int:
    """How many different numbers there are; looking at each pair is faster than sorting a few."""
    if len(numbers) > FEW:
        return len(np.unique(numbers))
    count = 0
    for place in range(len(numbers)):
        known = False
        for before in range(place):
            known |= numbers[before] == numbers[place]
        count += not known
    return count
