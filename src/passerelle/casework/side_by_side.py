"""What an officer looks at before judging two records: both sides, what follows from them, who judged before.

Reading only, and through the way out of the store that everything else uses:
what is withheld from the reader is withheld here, and the look is journalled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError
from passerelle.casework.comparing import candidates_of, compare_two
from passerelle.casework.journaling import consulted
from passerelle.casework.reading import caption, readable_statements, visible_facts
from passerelle.casework.resolving import same_as
from passerelle.matching.judgement import Verdict
from passerelle.store import judgements
from passerelle.store.models import Officer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.casework.comparing import Candidate
    from passerelle.casework.reading import FactView
    from passerelle.core.env import Env
    from passerelle.matching.comparison import Comparison
    from passerelle.store.models import Judgement as Row


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementView:
    """A judgement as people read it: by whom, when, why, and who took it back."""

    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str
    stands: bool
    undone_by: str
    undone_at: datetime | None
    undone_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One record by itself, with every fact that the reader may see of it, and its source."""

    entity: str
    schema: str
    caption: str
    owners: tuple[str, ...]
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Two records side by side, and every judgement of the pair, the newest first."""

    left: SideView
    right: SideView
    comparison: Comparison | None  # None where all that is held of one of them is withheld from the reader
    judgements: tuple[JudgementView, ...]
    joined: bool  # by this pair's judgement or through others

    @property
    def standing(self) -> JudgementView | None:
        """The judgement that counts."""
        return next((one for one in self.judgements if one.stands), None)

    @property
    def disputed(self) -> bool:
        """True where a chain of others makes them one, and a person judged these two different."""
        last = self.standing
        return self.joined and last is not None and last.verdict is Verdict.DIFFERENT


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """A pair that somebody judged, seen from one record."""

    other: str
    caption: str
    judgement: JudgementView


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionPage:
    """A record, what was judged about it, and which others share a key with it, the most telling first."""

    entity: str
    caption: str
    judged: tuple[JudgedPair, ...]
    candidates: tuple[Candidate, ...]


def pair_page(env: Env, access: Access, left: str, right: str) -> PairPage:
    """Both records as this reader may see them; raises AbsentError unless they may read something of both.

    Of a protected person all may be withheld; the pair is shown all the same, or nobody could part it.
    """
    schemata = {one.entity: one.schema for one, _, _ in readable_statements(env, access, [left, right])}
    if left == right or set(schemata) != {left, right}:
        raise AbsentError("entity")
    facts = _facts(env, access, [left, right])
    rows = [
        row for row in judgements.on_record(env.database, [left]) if {row.left, row.right} == {left, right}
    ]
    sides = [_side(one, schemata[one], facts.get(one, [])) for one in (left, right)]
    consulted(env, access, subjects=sorted((left, right)), reference="comparison")
    return PairPage(
        left=sides[0],
        right=sides[1],
        comparison=compare_two(facts[left], facts[right]) if len(facts) == len(sides) else None,
        judgements=_views(env, rows),
        joined=right in same_as(env, left),
    )


def resolution_page(env: Env, access: Access, entity: str) -> ResolutionPage:
    """What was judged of this record and what might be; pairs with what the reader may not see are absent."""
    views = _views(env, judgements.on_record(env.database, [entity]))
    standing = {_other(one, entity): one for one in reversed(views) if one.stands}
    readable = {one.entity for one, _, _ in readable_statements(env, access, [entity, *standing])}
    if entity not in readable:
        raise AbsentError("entity")
    found = candidates_of(env, access, [entity]).get(entity, ())
    names = {one: caption(facts) for one, facts in _facts(env, access, readable).items()}
    consulted(env, access, subjects=sorted(readable), reference="judgements")
    return ResolutionPage(
        entity=entity,
        caption=names.get(entity, ""),
        judged=tuple(
            JudgedPair(other=other, caption=names.get(other, ""), judgement=view)
            for other, view in standing.items()
            if other in readable
        ),
        candidates=tuple(one for one in found if one.entity not in standing),
    )


def _facts(env: Env, access: Access, entities: Iterable[str]) -> dict[str, list[FactView]]:
    found: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, sorted(set(entities))):
        found.setdefault(entity, []).append(fact)
    return found


def _side(entity: str, schema: str, facts: list[FactView]) -> SideView:
    return SideView(
        entity=entity,
        schema=schema,
        caption=caption(facts),
        owners=tuple(sorted({fact.owner_name for fact in facts})),
        facts=tuple(facts),
    )


def _other(view: JudgementView, entity: str) -> str:
    return view.right if view.left == entity else view.left


def _views(env: Env, rows: list[Row]) -> tuple[JudgementView, ...]:
    """The rows, newest first; of each pair the first that nobody took back stands."""
    names = dict(Officer.objects.using(env.database).values_list("id", "name"))
    stood: set[tuple[str, str]] = set()
    made = []
    for row in rows:
        stands = row.undone_at is None and (row.left, row.right) not in stood
        if stands:
            stood.add((row.left, row.right))
        made.append(_view(row, names, stands=stands))
    return tuple(made)


def _view(row: Row, names: dict[str, str], *, stands: bool) -> JudgementView:
    return JudgementView(
        left=row.left,
        right=row.right,
        verdict=Verdict(row.verdict),
        by=names.get(row.officer, row.officer),
        at=row.at,
        reason=row.reason,
        stands=stands,
        undone_by=names.get(row.undone_by, row.undone_by),
        undone_at=row.undone_at,
        undone_reason=row.undone_reason,
    )
