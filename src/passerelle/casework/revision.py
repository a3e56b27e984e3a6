"""What a newer file adds, changes and takes away, compared with what stands.

A fact is recognised by its entity, property and normal form, never by its
statement's id. A removed and an added value of one property are one change:
the record stays and its version rises.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from passerelle.store.standing import Standing, normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable


class Wanted(NamedTuple):
    """A value that the newer file says; one exists for every fact of a file, so it is a light tuple."""

    entity: str
    schema: str
    prop: str
    value: str
    language: str
    reference: bool
    marking: str
    draft: int  # its place in the file, for the origin

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is recognised."""
        return self.entity, self.prop, normal_form(self.value)


@dataclass(slots=True)
class Revision:
    """Three disjoint parts, and a count of what stays as it is."""

    added: list[Wanted] = field(default_factory=list)
    changed: list[tuple[Standing, Wanted]] = field(default_factory=list)
    removed: list[Standing] = field(default_factory=list)
    unchanged: int = 0

    @property
    def touched(self) -> set[str]:
        """The entities whose facts are others than before."""
        return {
            *(one.entity for one in self.added),
            *(one.entity for _, one in self.changed),
            *(one.entity for one in self.removed),
        }


def revise(
    wanted: Iterable[Wanted], standing: Iterable[Standing], *, same_rules: dict[str, str], complete: bool
) -> Revision:
    """The difference; an incomplete file removes nothing.

    `same_rules` gives each marking's digest without its review date: a later
    review alone changes no fact.
    """
    found = Revision()
    old = {one.key: one for one in standing}
    seen: set[tuple[str, str, str]] = set()
    for one in wanted:
        key = one.key
        if key in seen:
            continue
        seen.add(key)
        before = old.pop(key, None)
        if before is None:
            found.added.append(one)
        elif same_rules[before.marking] == same_rules[one.marking]:
            found.unchanged += 1
        else:
            found.changed.append((before, one))
    if complete and old:
        _pair(found, old.values())
    return found


def _pair(found: Revision, gone: Iterable[Standing]) -> None:
    of_property: defaultdict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in gone:
        of_property[one.entity, one.prop].append(one)
    added, found.added = found.added, []
    for said in added:
        candidates = of_property.get((said.entity, said.prop))
        if candidates:
            found.changed.append((candidates.pop(0), said))
        else:
            found.added.append(said)
    found.removed = [one for rest in of_property.values() for one in rest]
