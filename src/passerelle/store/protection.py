"""Who on this node is protected now: by a state, by what was said, or as a relative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

from passerelle.core.subject import PROTECTED
from passerelle.matching.cluster import cluster_of
from passerelle.store import convert, judgements, name_change
from passerelle.store.bulk import stored_instant
from passerelle.store.models import Marking, ProtectiveState, Statement
from passerelle.store.recorded import CHUNK, in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

# Asked at each question that a partner puts, so it is one statement.
ANYBODY = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM store_marking WHERE category IN ({categories}))
OR EXISTS (SELECT 1 FROM store_protectivestate WHERE since <= %s AND (until IS NULL OR until > %s))
"""
# Whoever no state, protecting word, family link or judgement names is not protected, whatever else stands.
TOUCHED = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM store_protectivestate WHERE person IN ({those}))
OR EXISTS (SELECT 1 FROM store_judgement WHERE "left" IN ({those}))
OR EXISTS (SELECT 1 FROM store_judgement WHERE "right" IN ({those}))
OR EXISTS (SELECT 1 FROM store_statement WHERE reference AND value IN ({those}) AND schema = 'Family')
OR EXISTS (
    SELECT 1 FROM store_statement WHERE entity IN ({those})
    AND marking IN (SELECT digest FROM store_marking WHERE category IN ({categories}))
)
"""
PARTS = 5


def protected(alias: str, entities: Iterable[str], now: datetime) -> frozenset[str]:
    """Those of the entities whom a state, a marking or a kinship link to such a person protects.

    A record judged the same as a protected one is protected with it: what one
    file says of a person shields them in every other.
    """
    wanted = set(entities)
    if not wanted or not _anybody(alias, now) or not _touched(alias, wanted):
        return frozenset()
    joined = judgements.around(alias, wanted)
    apart = [one for one in wanted if not any(one in judgement.pair for judgement in joined)]
    clusters = [cluster_of(one, joined).entities for one in wanted.difference(apart)]
    found = _each(alias, {*apart, *(one for members in clusters for one in members)}, now)
    return frozenset(
        (found & wanted) | {one for members in clusters if members & found for one in members & wanted}
    )


def _anybody(alias: str, now: datetime) -> bool:
    """Whether a state holds in anybody or a marking may protect anybody: all protection begins there."""
    categories = sorted(str(one) for one in PROTECTED)
    statement = ANYBODY.format(categories=", ".join(["%s"] * len(categories)))
    at = stored_instant(alias, now)
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [*categories, at, at])
        return cursor.fetchone() is not None


def _touched(alias: str, entities: set[str]) -> bool:
    """Whether anything could protect one of these few; of many it is not asked."""
    if len(entities) > CHUNK:
        return True
    categories = sorted(str(one) for one in PROTECTED)
    places = {"those": entities, "categories": categories}
    statement = TOUCHED.format(**{name: ", ".join(["%s"] * len(many)) for name, many in places.items()})
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [*sorted(entities) * PARTS, *categories])
        return cursor.fetchone() is not None


def _each(alias: str, entities: Iterable[str], now: datetime) -> set[str]:
    found: set[str] = set()
    for chunk in in_chunks(sorted(entities)):
        kin = _relatives(alias, chunk)
        persons = {*chunk, *(one for others in kin.values() for one in others)}
        own = convert.persons_in_protective_state(alias, persons, now) | _said(alias, persons)
        found |= {one for one in chunk if one in own or own & kin.get(one, set())}
    return found


def protect(alias: str, persons: Sequence[str], *, kind: str, since: datetime, by: str) -> None:
    """The state holds for these persons from now on, recorded once."""
    rows = [
        ProtectiveState(person=one, kind=kind, since=since, recorded_by=by)
        for one in persons
        if not ProtectiveState.objects.using(alias).filter(person=one, kind=kind, until=None).exists()
    ]
    ProtectiveState.objects.using(alias).bulk_create(rows)
    name_change.note(alias, persons)


def relatives(alias: str, persons: Sequence[str]) -> set[str]:
    """Those whom a link of kinship joins to these persons."""
    return {one for chunk in in_chunks(persons) for kin in _relatives(alias, chunk).values() for one in kin}


def _said(alias: str, persons: Iterable[str]) -> set[str]:
    rules = Marking.objects.using(alias).filter(category__in=PROTECTED).values("digest")
    live = Statement.objects.using(alias).filter(
        entity__in=set(persons), marking__in=rules, state=Statement.State.LIVE
    )
    return set(live.values_list("entity", flat=True))


def _relatives(alias: str, persons: Sequence[str]) -> dict[str, set[str]]:
    ends = Statement.objects.using(alias).filter(schema="Family", reference=True, state=Statement.State.LIVE)
    links = dict(ends.filter(value__in=persons).values_list("entity", "value"))
    found: dict[str, set[str]] = {}
    for link, other in ends.filter(entity__in=links).values_list("entity", "value"):
        if other != links[link]:
            found.setdefault(links[link], set()).add(other)
            found.setdefault(other, set()).add(links[link])
    return found
