"""What we asked, and what came of it, for the members of its case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.partners import partner as find_partner
from passerelle.core.canonical import canonical
from passerelle.protocol.exchange import Opened, receive
from passerelle.protocol.messages import Answer
from passerelle.store.models import (
    AskedKey,
    AskedQuestion,
    Outbox,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One key of a question that the partner holds; its value stays in the store."""

    entity: str
    key_kind: str
    place: int
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """A question, and what came of it."""

    question: str
    partner: str  # name
    agreement: str
    case: str
    bits: int
    keys: int
    asked_at: datetime
    answered_at: datetime | None
    state: str  # pending, received or refused
    outcome: str
    hits: tuple[HitView, ...]
    digest: str  # SHA-256 of the answer's body, to compare byte by byte; "" until it came, and in lists


def unanswered(env: Env, access: Access) -> int:
    """How many questions of this reader's cases still wait for their answer."""
    rows = AskedQuestion.objects.using(env.database).filter(case__in=cases_of(env, access), answered_at=None)
    return rows.count()


def answer_view(env: Env, access: Access, question: str) -> AnswerView:
    """The question and its answer, for a member of its case; raises AbsentError."""
    row = asked_question(env, access, question)
    posted = Outbox.objects.using(env.database).get(id=row.envelope)
    return replace(_view(env, row, posted), digest=_digest(env, posted))


def questions(env: Env, access: Access) -> tuple[AnswerView, ...]:
    """Every question of this reader's cases, newest first, without the digests of the answers."""
    rows = AskedQuestion.objects.using(env.database).filter(case__in=cases_of(env, access))
    asked = list(rows.order_by("-asked_at", "id"))
    posted = Outbox.objects.using(env.database).in_bulk([row.envelope for row in asked])
    return tuple(_view(env, row, posted[row.envelope]) for row in asked)


def cases_of(env: Env, access: Access) -> set[str]:
    """The cases whose questions this reader may see, and those asked under no case."""
    return {"", *member_cases(env, access.officer)}


def asked_question(env: Env, access: Access, question: str) -> AskedQuestion:
    """The question; raises AbsentError when it is not there for this reader."""
    return asked_questions(env, access, [question])[0]


def asked_questions(env: Env, access: Access, wanted: Collection[str]) -> list[AskedQuestion]:
    """The questions in the order wanted; raises AbsentError when one is not there for this reader."""
    rows = AskedQuestion.objects.using(env.database).filter(id__in=wanted, case__in=cases_of(env, access))
    found = {row.id: row for row in rows}
    if set(wanted) - set(found):
        raise AbsentError("question")
    return [found[one] for one in wanted]


def _view(env: Env, row: AskedQuestion, posted: Outbox) -> AnswerView:
    keys = AskedKey.objects.using(env.database).filter(question=row).order_by("place", "id")
    hits = tuple(
        HitView(
            entity=key.entity,
            key_kind=key.key.partition(":")[0],
            place=key.place,
            opened_at=key.opened_at,
        )
        for key in keys.filter(hit=True)
    )
    return AnswerView(
        question=row.id,
        partner=find_partner(env, row.partner).name,
        agreement=row.agreement,
        case=row.case,
        bits=row.bits,
        keys=len(set(keys.values_list("place", flat=True))),
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        state=posted.state,
        outcome=posted.outcome,
        hits=hits,
        digest="",
    )


def _digest(env: Env, posted: Outbox) -> str:
    if posted.reply is None:
        return ""
    opened = receive(bytes(posted.reply), env, StoreDirectory(env), carrier=posted.recipient)
    match opened:
        case Opened(body=Answer(found=found)):
            return hashlib.sha256(canonical(found.as_json())).hexdigest()
        case _:
            return ""
