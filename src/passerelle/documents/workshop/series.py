"""Documents that may come out of one workshop: a proposal with what they share, for a person to judge.

Every member is like every other one, so that a chain of small likenesses makes
no series. A proposal is about documents: nobody is named, ranked or listed by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from passerelle.documents.workshop.likeness import Likeness, Reason, likeness, rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.documents.workshop.examination import Examination

LEAST_SCORE = 0.6
LEAST_SHARED = 3  # features besides the class
MOST = 600  # documents compared at once, in about two seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Documents that share these features; it becomes a series when a person confirms it."""

    members: tuple[str, ...]
    shared: tuple[Reason, ...]
    least: float  # the score of its least alike pair


def proposals(examined: Sequence[Examination]) -> tuple[Proposal, ...]:
    """Groups in which every two are alike, the largest first; a document stands in one at most."""
    examined = sorted(examined, key=lambda one: one.id)[:MOST]
    among = rarity(examined)
    found = (likeness(one, other, among) for one, other in combinations(examined, 2))
    alike = {frozenset((one.one, one.other)): one for one in found if _is_alike(one)}
    groups: list[set[str]] = []
    for pair in sorted(alike.values(), key=lambda one: (-one.score, one.one, one.other)):
        _join(groups, pair, alike)
    held = {one.id: one for one in examined}
    made = [_proposal([held[name] for name in sorted(group)], alike) for group in groups]
    return tuple(sorted(made, key=lambda one: (-len(one.members), one.members)))


def _is_alike(one: Likeness) -> bool:
    return one.score >= LEAST_SCORE and sum(reason.weight > 0 for reason in one.shared) >= LEAST_SHARED


def _join(groups: list[set[str]], pair: Likeness, alike: dict[frozenset[str], Likeness]) -> None:
    """The two stand in one group, where every member of both is like every other."""
    mine = next((group for group in groups if pair.one in group), {pair.one})
    theirs = next((group for group in groups if pair.other in group), {pair.other})
    if mine is theirs or any(frozenset((a, b)) not in alike for a in mine for b in theirs):
        return
    groups[:] = [group for group in groups if group is not mine and group is not theirs]
    groups.append(mine | theirs)


def _proposal(members: list[Examination], alike: dict[frozenset[str], Likeness]) -> Proposal:
    common = frozenset.intersection(*(one.features for one in members))
    among = rarity(members)
    reasons = {reason.feature: reason for one in alike.values() for reason in one.shared}
    shared = [reasons.get(code) or among.reason(code) for code in sorted(common)]
    scores = [alike[frozenset(pair)].score for pair in combinations((one.id for one in members), 2)]
    return Proposal(
        members=tuple(one.id for one in members),
        shared=tuple(sorted(shared, key=lambda reason: (-reason.weight, reason.feature))),
        least=min(scores),
    )
