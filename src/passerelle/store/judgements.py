"""Judgements as rows, and the entities that they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.matching.cluster import Cluster, cluster_of
from passerelle.matching.judgement import Judgement, Verdict, standing
from passerelle.store import name_change
from passerelle.store.models import Judgement as Row
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def keep(alias: str, judgement: Judgement) -> None:
    """The judgement is on record; an earlier one of the same pair stays beside it."""
    Row.objects.using(alias).create(
        left=judgement.left,
        right=judgement.right,
        verdict=judgement.verdict,
        officer=judgement.by,
        reason=judgement.why,
        at=judgement.when,
    )
    # Who is joined to a protected person is protected with them.
    name_change.note(alias, judgement.pair)


def undo(alias: str, judgement: Judgement, *, by: str, why: str, at: datetime) -> None:
    """The judgement counts no more; it stays on record, with who took it back and why."""
    Row.objects.using(alias).filter(pk=int(judgement.id)).update(
        undone_at=at, undone_by=by, undone_reason=why
    )
    name_change.note(alias, judgement.pair)


def last(alias: str, left: str, right: str) -> Judgement | None:
    """The judgement of this pair that stands."""
    rows = Row.objects.using(alias).filter(left=min(left, right), right=max(left, right))
    return standing(map(_judgement, rows)).get((min(left, right), max(left, right)))


def on_record(alias: str, entities: Iterable[str]) -> list[Row]:
    """Every judgement that names one of these entities, the newest first, those taken back too."""
    found = {
        row.pk: row
        for chunk in in_chunks(sorted(set(entities)))
        for row in Row.objects.using(alias).filter(Q(left__in=chunk) | Q(right__in=chunk))
    }
    return sorted(found.values(), key=lambda row: (row.at, row.pk), reverse=True)


def around(alias: str, entities: Iterable[str]) -> list[Judgement]:
    """Every judgement that touches these entities, or one that they are joined to, at any distance."""
    found: dict[int, Judgement] = {}
    seen: set[str] = set()
    frontier = set(entities)
    while frontier:
        seen |= frontier
        fresh: set[str] = set()
        for chunk in in_chunks(sorted(frontier)):
            for row in Row.objects.using(alias).filter(Q(left__in=chunk) | Q(right__in=chunk)):
                found[row.pk] = _judgement(row)
                fresh |= {row.left, row.right}
        frontier = fresh - seen
    return list(found.values())


def cluster(alias: str, entity: str) -> Cluster:
    """The entities judged the same as this one, itself among them."""
    return cluster_of(entity, around(alias, [entity]))


def _judgement(row: Row) -> Judgement:
    return Judgement(
        when=row.at,
        id=f"{row.pk:020}",
        left=row.left,
        right=row.right,
        verdict=Verdict(row.verdict),
        by=row.officer,
        why=row.reason,
        undone=row.undone_at is not None,
    )
