"""Indicators of control: who is put before a person trained in protection, and stays unseen by others.

An indicator is a reason to ask, no single one proves or excludes anything, and
none makes a status. Whatever else a rule found about the same subject waits
with it: a person under control is met by help before they are met by an
inquiry (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sign(Protocol):
    """What is asked of something that was found about a subject."""

    @property
    def subject(self) -> str:
        """Who or what it is about; never shown to anybody before identification."""

    @property
    def is_of_control(self) -> bool:
        """Whether it says that the subject may be controlled."""


S = TypeVar("S", bound=Sign)


@dataclass(frozen=True, slots=True)
class Parted(Generic[S]):
    """`protected`: all that concerns a subject with an indicator of control. `open`: the rest."""

    protected: tuple[S, ...]
    open: tuple[S, ...]


def parted(signs: Iterable[S], waiting: Iterable[str] = ()) -> Parted[S]:
    """The signs in two; a subject that waits for identification already keeps all its signs there."""
    every = tuple(signs)
    controlled = {one.subject for one in every if one.is_of_control} | set(waiting)
    return Parted(
        protected=tuple(one for one in every if one.subject in controlled),
        open=tuple(one for one in every if one.subject not in controlled),
    )
