"""Saying that two records are the same person or thing, or are not: by a person, with a reason, reversible.

Statements are never merged. A page gathers those of all records judged the
same, each with its own owner, grade and handling. Taking a judgement back
leaves it on record and restores what stood before it, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record
from passerelle.casework.reading import readable_statements
from passerelle.errors import PasserelleError
from passerelle.matching.judgement import Judgement, Verdict
from passerelle.protocol.journal import Act
from passerelle.store import judgements
from passerelle.store.protection import protected
from passerelle.store.subject_category import categories

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class DecisionRequiredError(PasserelleError):
    """What would follow is for an officer to decide, in so many words; nothing was judged."""


class AcrossCategoriesError(DecisionRequiredError):
    """Joining would make one of persons in different subject categories: only an officer decides that."""

    def __init__(self) -> None:
        super().__init__(
            "the two are not held in the same subject categories; nothing was judged, look at both and "
            "decide whether they are one person all the same"
        )


class LiftsProtectionError(DecisionRequiredError):
    """Parting the two would show what is withheld while they are one: only an officer decides that."""

    def __init__(self) -> None:
        super().__init__(
            "what is withheld while the two are one person would be shown again; nothing was judged, look "
            "at both and decide whether they are two persons all the same"
        )


class NothingToUndoError(PasserelleError):
    """No judgement of this pair stands, or somebody judged it again meanwhile; nothing was taken back."""

    def __init__(self) -> None:
        super().__init__(
            "the judgement you saw does not stand any more; nothing was taken back, look at the pair again"
        )


def judge_pair(
    env: Env,
    access: Access,
    left: str,
    right: str,
    *,
    verdict: Verdict,
    reason: str,
    decided: bool = False,
) -> None:
    """The pair is judged from now on; raises AbsentError unless the reader may see something of both.

    What would join persons of different subject categories, or take protection off anybody, raises
    DecisionRequiredError until the officer says that they have decided it so; the journal says it too.
    """
    with transaction.atomic(using=env.database):
        _require_seen(env, access, left, right)
        judgement = Judgement(
            when=env.now(),
            id=env.new_id(),
            left=left,
            right=right,
            verdict=verdict,
            by=access.officer,
            why=reason,
        )
        crossed = _changed(
            env, left, right, lambda: judgements.keep(env.database, judgement), decided=decided
        )
        record(env, access, Act.COMBINATION, subjects=[left, right], reference=f"judged {verdict}{crossed}")


def undo_judgement(
    env: Env,
    access: Access,
    left: str,
    right: str,
    *,
    reason: str,
    decided: bool = False,
    seen: datetime | None = None,
) -> None:
    """The pair's standing judgement counts no more, and the one before it stands again.

    `seen` is the instant of the judgement that the officer looked at: where another stands by now,
    nothing is taken back. What follows asks for a decision exactly as a judgement does.
    """
    with transaction.atomic(using=env.database):
        _require_seen(env, access, left, right)
        last = judgements.last(env.database, left, right)
        if last is None or (seen is not None and last.when != seen):
            raise NothingToUndoError
        back = _TakingBack(by=access.officer, why=reason, at=env.now())
        crossed = _changed(env, left, right, lambda: back.keep(env.database, last), decided=decided)
        reference = f"took back: judged {last.verdict}{crossed}"
        record(env, access, Act.COMBINATION, subjects=[left, right], reference=reference)


def same_as(env: Env, entity: str) -> tuple[str, ...]:
    """The other records judged the same as this one."""
    return tuple(sorted(judgements.cluster(env.database, entity).entities - {entity}))


def _would_cross(env: Env, left: str, right: str) -> bool:
    """True where judging the two the same would join persons held in different categories."""
    sides = [
        categories(env.database, judgements.cluster(env.database, one).entities) for one in (left, right)
    ]
    return all(sides) and sides[0] != sides[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TakingBack:
    by: str
    why: str
    at: datetime

    def keep(self, alias: str, judgement: Judgement) -> None:
        judgements.undo(alias, judgement, by=self.by, why=self.why, at=self.at)


def _require_seen(env: Env, access: Access, left: str, right: str) -> None:
    if {one.entity for one, _, _ in readable_statements(env, access, [left, right])} != {left, right}:
        raise AbsentError("entity")


def _changed(env: Env, left: str, right: str, change: Callable[[], None], *, decided: bool) -> str:
    """The change is made; what it crosses, in words for the journal. Without a decision it raises."""
    before = {*same_as(env, left), *same_as(env, right), left, right}
    apart, across = right not in same_as(env, left), _would_cross(env, left, right)
    shielded = protected(env.database, before, env.now())
    change()
    joins = apart and right in same_as(env, left)
    lifts = bool(shielded - protected(env.database, before, env.now()))
    if joins and across and not decided:
        raise AcrossCategoriesError
    if lifts and not decided:
        raise LiftsProtectionError
    return ", across subject categories" * (joins and across) + ", lifting protection" * lifts
