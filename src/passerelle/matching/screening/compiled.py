"""Functions compiled to machine code and kept on disk; where no compiler is installed they run as written."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

# The base installation does without: the same results, for the thousands of names of one node.
IS_THERE = find_spec("numba") is not None
F = TypeVar("F", bound="Callable[..., object]")


def do_without() -> None:
    """What is imported from here on runs as written: for a few names compiling costs more than it saves."""
    global IS_THERE  # noqa: PLW0603 - decided once, before the search is imported
    IS_THERE = False


def compiled(function: F) -> F:
    """The same function as machine code; the second process to ask finds it on disk."""
    return cast("F", import_module("numba").njit(cache=True)(function)) if IS_THERE else function


def inlined(function: F) -> F:
    """The same, written out wherever it is called: handing arrays on costs more than what it does."""
    if not IS_THERE:
        return function
    return cast("F", import_module("numba").njit(inline="always")(function))


def compiled_else(plain: F) -> Callable[[F], F]:
    """The same, and `plain` in its place where nothing can be compiled."""
    return lambda function: compiled(function) if IS_THERE else plain
