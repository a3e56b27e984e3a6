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
from passerelle.matching.judgement import Judgement, Verdict
from passerelle.protocol.journal import Act
from passerelle.store import judgements

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env


def judge_pair(env: Env, access: Access, left: str, right: str, *, verdict: Verdict, reason: str) -> None:
    """The pair is judged from now on; raises AbsentError unless the reader may see something of both."""
    with transaction.atomic(using=env.database):
        if {one.entity for one, _, _ in readable_statements(env, access, [left, right])} != {left, right}:
            raise AbsentError("entity")
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
        record(env, access, Act.COMBINATION, subjects=[left, right], reference=f"judged {verdict}")


def same_as(env: Env, entity: str) -> tuple[str, ...]:
    """The other records judged the same as this one."""
    return tuple(sorted(judgements.cluster(env.database, entity).entities - {entity}))
