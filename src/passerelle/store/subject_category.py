"""In which subject categories persons are held here, as the markings of their live statements say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Marking, Statement
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable


def categories(alias: str, entities: Iterable[str]) -> frozenset[SubjectCategory]:
    """The categories of the persons among these entities; none where no live statement is about a person."""
    digests: set[str] = set()
    for chunk in in_chunks(sorted(entities)):
        live = Statement.objects.using(alias).filter(entity__in=chunk, state=Statement.State.LIVE)
        digests |= set(live.values_list("marking", flat=True))
    rows = Marking.objects.using(alias).filter(digest__in=digests)
    found = {SubjectCategory(one) for one in rows.values_list("category", flat=True)}
    return frozenset(found - {SubjectCategory.NOT_A_PERSON})
