"""Functions compiled to machine code and kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., object]")


def compiled(function: F) -> F:
    """The same function as machine code; the second process to ask finds it on disk."""
    return cast("F", numba.njit(cache=True)(function))
