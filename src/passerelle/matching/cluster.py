"""Which entities are one, as far as people have judged: a pure function of the set of judgements.

Nothing is merged in place: clusters are computed, so taking a judgement back
restores exactly what was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.matching.judgement import Judgement, Verdict, standing

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Cluster:
    """Entities judged the same; `disputes` are pairs of them that someone judged different."""

    entities: frozenset[str]
    disputes: frozenset[tuple[str, str]] = frozenset()

    @property
    def id(self) -> str:
        """The smallest entity id: the same on every node that holds the same judgements."""
        return min(self.entities)


def clusters(judgements: Iterable[Judgement]) -> frozenset[Cluster]:
    """Every cluster of two or more, alike in whatever order the judgements came.

    A chain of `same` that contains a pair judged `different` is not cut by
    guess: the cluster stands, with the dispute on it for a person to settle.
    """
    settled = standing(judgements)
    parents: dict[str, str] = {}
    for (left, right), judgement in settled.items():
        if judgement.verdict is Verdict.SAME:
            _join(parents, left, right)
    members: dict[str, set[str]] = {}
    for entity in parents:
        members.setdefault(_root(parents, entity), set()).add(entity)
    parted = [pair for pair, judgement in settled.items() if judgement.verdict is Verdict.DIFFERENT]
    return frozenset(Cluster(frozenset(group), _disputes(group, parted)) for group in members.values())


def cluster_of(entity: str, judgements: Iterable[Judgement]) -> Cluster:
    """The cluster that holds an entity; alone in its own where nobody judged it the same as another."""
    for cluster in clusters(judgements):
        if entity in cluster.entities:
            return cluster
    return Cluster(frozenset({entity}))


def _join(parents: dict[str, str], left: str, right: str) -> None:
    first, second = _root(parents, left), _root(parents, right)
    parents[second] = first


def _root(parents: dict[str, str], entity: str) -> str:
    parents.setdefault(entity, entity)
    while parents[entity] != entity:
        parents[entity] = parents[parents[entity]]
        entity = parents[entity]
    return entity


def _disputes(group: set[str], parted: list[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in parted if pair[0] in group and pair[1] in group)
