"""The names of a list's entry as they are screened: its names and aliases, nothing about origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.matching.match_key import NAME_PROPS, split_names
from passerelle.matching.screening.beside import marks_of
from passerelle.matching.screening.segment import NameRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.core.draft import Draft

NAMELESS = frozenset({"Address", "BankAccount", "Document"})


def listed_names(draft: Draft) -> Iterator[NameRow]:
    """Each name of the entry once, with what the entry says beside it."""
    if draft.is_link or draft.schema in NAMELESS:
        return
    born = " ".join(fact.value for fact in draft.facts if fact.prop == "birthDate")
    marks = marks_of(draft.schema, [(fact.prop, fact.value) for fact in draft.facts])
    names = [fact.value for fact in draft.facts if fact.prop in NAME_PROPS]
    for name in dict.fromkeys(part.strip() for part in split_names(names)):
        if name:
            yield NameRow(draft.publisher_id, name, draft.schema, born, marks)
