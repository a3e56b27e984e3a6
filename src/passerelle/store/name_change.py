"""Whose names changed: noted in the transaction that changed them, until the index of names followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store.bulk import copy_many
from passerelle.store.models import NameChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def note(alias: str, entities: Iterable[str]) -> None:
    """The index of names will look at these entities again."""
    copy_many(alias, NameChange, ("entity",), [(entity,) for entity in entities])


def waiting(alias: str, most: int) -> list[tuple[int, str]]:
    """The oldest changes, each by its number."""
    rows = NameChange.objects.using(alias).order_by("id").values_list("id", "entity")
    return list(rows[:most])


def followed(alias: str, numbers: Sequence[int]) -> None:
    """These changes, one portion, wait no longer."""
    NameChange.objects.using(alias).filter(id__in=numbers).delete()
