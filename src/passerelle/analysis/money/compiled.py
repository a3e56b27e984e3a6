"""Functions compiled to machine code, kept on disk, and the growing list of numbers they write to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Int = NDArray[np.int64]
    Bool = NDArray[np.bool_]

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
def first_after(places: Int, start: int, end: int, position: int) -> int:
    """Where the first of the ascending places[start:end] above `position` is, or `end`."""
    while start < end:
        middle = (start + end) // 2
        if places[middle] > position:
            end = middle
        else:
            start = middle + 1
    return start
