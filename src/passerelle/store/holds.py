"""What may not be erased: which entities a hold covers at an instant.

A hold on a case covers whatever stands in it; a hold on an entity covers what
was judged the same and every link that names it, for a file is read whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.matching.cluster import cluster_of
from passerelle.store.judgements import around
from passerelle.store.models import Hold, Statement
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet


def current(alias: str, at: datetime) -> QuerySet[Hold]:
    """The holds that stand at this instant."""
    return Hold.objects.using(alias).filter(Q(until=None) | Q(until__gt=at), since__lte=at)


def held(alias: str, entities: Iterable[str], at: datetime) -> frozenset[str]:
    """Those of the entities that a hold covers at this instant."""
    places = list(current(alias, at).values_list("entity", "case"))
    if not places:
        return frozenset()
    near = _near(alias, set(entities))
    whole = {one for around_it in near.values() for one in around_it}
    named = {entity for entity, _ in places if entity}
    named |= within(alias, {case for _, case in places if case}, whole)
    return frozenset(entity for entity, around_it in near.items() if around_it & named)


def within(alias: str, cases: Collection[str], entities: Iterable[str]) -> set[str]:
    """Those of the entities that stand in these cases, or are named by what stands there."""
    if not cases:
        return set()
    found: set[str] = set()
    for chunk in in_chunks(sorted(entities)):
        rows = Statement.objects.using(alias).filter(case__in=cases)
        found.update(rows.filter(entity__in=chunk).values_list("entity", flat=True))
        found.update(rows.filter(reference=True, value__in=chunk).values_list("value", flat=True))
    return found


def _near(alias: str, entities: set[str]) -> dict[str, set[str]]:
    """Each entity with the ends that it links, and what each of them was judged the same as."""
    near = {entity: {entity} for entity in entities}
    for chunk in in_chunks(sorted(entities)):
        links = Statement.objects.using(alias).filter(entity__in=chunk, reference=True)
        for link, end in links.values_list("entity", "value"):
            near[link].add(end)
    judged = around(alias, {one for around_it in near.values() for one in around_it})
    if judged:
        for around_it in near.values():
            around_it.update(*(cluster_of(one, judged).entities for one in tuple(around_it)))
    return near
