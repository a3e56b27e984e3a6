"""Saying that two records are the same person or thing, or are not: by a person, with a reason, reversible.

Statements are never merged. A page gathers those of all records judged the
same, each with its own owner, grade and handling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record
from passerelle.casework.reading import readable_statements
from passerelle.errors import PasserelleError
from passerelle.matching.judgement import Judgement, Verdict
from passerelle.protocol.journal import Act
from passerelle.store import judgements
from passerelle.store.subject_category import categories

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class AcrossCategoriesError(PasserelleError):
    """Joining would make one of persons in different subject categories: only an officer decides that."""

    def __init__(self) -> None:
        super().__init__(
            "the two are not held in the same subject categories; nothing was judged, look at both and "
            "decide whether they are one person all the same"
        )


def judge_pair(
    env: Env,
    access: Access,
    left: str,
    right: str,
    *,
    verdict: Verdict,
    reason: str,
    across_categories: bool = False,
) -> None:
    """The pair is judged from now on; raises AbsentError unless the reader may see something of both.

    Where the persons of both clusters are not all of the same subject categories, `same` raises
    AcrossCategoriesError until the officer says that they have decided it so; the journal says it too.
    """
    with transaction.atomic(using=env.database):
        if {one.entity for one, _, _ in readable_statements(env, access, [left, right])} != {left, right}:
            raise AbsentError("entity")
        across = verdict is Verdict.SAME and _differ(env, left, right)
        if across and not across_categories:
            raise AcrossCategoriesError
        judgement = Judgement(
            when=env.now(),
            id=env.new_id(),
            left=left,
            right=right,
            verdict=verdict,
            by=access.officer,
            why=reason,
        )
        judgements.keep(env.database, judgement)
        record(
            env, access, Act.COMBINATION, subjects=[left, right], reference=_reference(verdict, across=across)
        )


def same_as(env: Env, entity: str) -> tuple[str, ...]:
    """The other records judged the same as this one."""
    return tuple(sorted(judgements.cluster(env.database, entity).entities - {entity}))


def _differ(env: Env, left: str, right: str) -> bool:
    """True where persons on the two sides are held in different categories; of things nothing is asked."""
    sides = [
        categories(env.database, judgements.cluster(env.database, one).entities) for one in (left, right)
    ]
    return all(sides) and sides[0] != sides[1]


def _reference(verdict: Verdict, *, across: bool) -> str:
    return f"judged {verdict}, across subject categories" if across else f"judged {verdict}"
