"""What is new, what needs me, what can wait.

A row holds references and counts; the caption beside it is read like any
other value: with access, shielded, and journalled before it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.comparing import Candidate, candidates_of
from passerelle.casework.journaling import consulted, record
from passerelle.casework.reading import captions
from passerelle.core.clearance import INQUIRY
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Case, Notice, Officer, Service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

PAGE = 200
# What these bring lies in our files, beside others that share a key; a hit lies at the partner.
COMPARED = frozenset({NoticeKind.LOCAL_HIT, NoticeKind.ARRIVAL})


class Tab(StrEnum):
    """The four ways to look at the inbox."""

    MINE = "mine"
    SERVICE = "service"
    UNASSIGNED = "unassigned"
    DONE = "done"


class Outcome(StrEnum):
    """What a person decided about a row."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class DecisionReasonError(PasserelleError):
    """A row was decided without a reason; it waits as before."""

    def __init__(self) -> None:
        super().__init__("say why; the row waits as before")


class AskTheIssuerError(PasserelleError):
    """A hit on a number in hand was confirmed before its issuer was asked; it waits as before."""

    def __init__(self) -> None:
        super().__init__(
            "ask the issuer first: open the conversation, and confirm once it verified its declaration; "
            "the row waits as before"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """One row of the inbox."""

    id: str
    kind: NoticeKind
    at: datetime
    service: str  # name of the service it came from
    case: str  # reference
    entity: str
    caption: str
    facts: dict[str, Any]
    taken_by: str  # name
    done_at: datetime | None
    outcome: str
    reason: str
    in_hand: bool  # a hit on a number in hand, which its issuer declared
    beside: Candidate | None  # the record of our own that shares most keys, and what agrees or differs


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """The rows of a tab, newest first, at most 200, and how many the reader could open in all."""

    tab: Tab
    rows: tuple[NoticeView, ...]
    total: int
    latest: datetime | None


def inbox(env: Env, access: Access, tab: Tab, *, kind: NoticeKind | None = None) -> InboxPage:
    """The rows this reader may see, under the reason of the access; of one kind where one is named."""
    visible = _visible(env, access)
    chosen = _tab(visible, access, tab)
    if kind is not None:
        chosen = chosen.filter(kind=kind)
    rows = list(chosen.order_by("-at", "id")[:PAGE])
    words = captions(env, access, {row.entity for row in rows if row.entity})
    consulted(env, access, subjects=sorted(words))
    newest = visible.order_by("-at").values_list("at", flat=True).first()
    return InboxPage(tab=tab, rows=_views(env, access, rows, words), total=chosen.count(), latest=newest)


def one_notice(env: Env, access: Access, notice: str) -> NoticeView:
    """The row, when this reader may see it; raises AbsentError."""
    row = _one(env, access, notice)
    words = captions(env, access, {row.entity} if row.entity else set())
    consulted(env, access, subjects=sorted(words))
    return _views(env, access, [row], words)[0]


def newer_than(env: Env, access: Access, instant: datetime) -> int:
    """How many rows arrived since the reader last looked."""
    return _visible(env, access).filter(at__gt=instant, done_at=None).count()


def take(env: Env, access: Access, notice: str) -> None:
    """The row is this officer's to decide."""
    with transaction.atomic(using=env.database):
        row = _one(env, access, notice)
        row.taken_by = access.officer
        row.save(using=env.database, update_fields=["taken_by"])


def decide_notice(env: Env, access: Access, notice: str, *, outcome: Outcome, reason: str) -> None:
    """The row is done, with a person's outcome and reason; raises DecisionReasonError without one."""
    decide_notices(env, access, [notice], outcome=outcome, reason=reason)


def decide_notices(
    env: Env, access: Access, notices: Sequence[str], *, outcome: Outcome, reason: str
) -> None:
    """The rows are done for one reason that holds for all of them; one line in the journal."""
    if not reason.strip():
        raise DecisionReasonError
    with transaction.atomic(using=env.database):
        rows = list(_visible(env, access).filter(id__in=set(notices)))
        if len(rows) < len(set(notices)):
            raise AbsentError("row")
        if outcome is Outcome.CONFIRMED and any(_is_unverified(row) for row in rows):
            raise AskTheIssuerError
        found = Notice.objects.using(env.database).filter(id__in=[row.id for row in rows])
        found.update(outcome=outcome, reason=reason.strip(), done_at=env.now())
        found.filter(taken_by="").update(taken_by=access.officer)
        subjects = sorted({row.entity for row in rows if row.entity})
        record(env, access, Act.ALTERATION, subjects=subjects, reference=f"decided: {outcome}")


def undo_decision(env: Env, access: Access, notice: str) -> None:
    """The row waits again."""
    with transaction.atomic(using=env.database):
        row = _one(env, access, notice)
        row.outcome, row.reason, row.done_at = "", "", None
        row.save(using=env.database, update_fields=["outcome", "reason", "done_at"])


def _visible(env: Env, access: Access) -> QuerySet[Notice]:
    rows = Notice.objects.using(env.database)
    if access.role not in INQUIRY:
        return rows.none()
    return rows.filter(case__in={"", *member_cases(env, access.officer)})


def _is_in_hand(row: Notice) -> bool:
    """A hit without an entity is of a number in hand."""
    return row.kind == NoticeKind.HIT and not row.entity


def _is_unverified(row: Notice) -> bool:
    """Nothing follows from a number in hand before its issuer is asked."""
    return _is_in_hand(row) and not row.facts.get("opened")


def _tab(rows: QuerySet[Notice], access: Access, tab: Tab) -> QuerySet[Notice]:
    match tab:
        case Tab.MINE:
            return rows.filter(done_at=None, taken_by=access.officer)
        case Tab.SERVICE:
            return rows.filter(done_at=None)
        case Tab.UNASSIGNED:
            return rows.filter(done_at=None, taken_by="")
        case Tab.DONE:
            return rows.exclude(done_at=None)


def _one(env: Env, access: Access, notice: str) -> Notice:
    row = _visible(env, access).filter(id=notice).first()
    if row is None:
        raise AbsentError("row")
    return row


def _beside(env: Env, access: Access, rows: list[Notice], words: dict[str, str]) -> dict[str, Candidate]:
    """For each entity that came, the record that shares most keys with it, where there is one."""
    came = {row.entity for row in rows if row.kind in COMPARED and row.entity in words and not row.done_at}
    if not came:
        return {}
    return {entity: found[0] for entity, found in candidates_of(env, access, came, most=1).items() if found}


def _views(env: Env, access: Access, rows: list[Notice], words: dict[str, str]) -> tuple[NoticeView, ...]:
    beside = _beside(env, access, rows, words)
    services = dict(Service.objects.using(env.database).values_list("id", "name"))
    cases = dict(Case.objects.using(env.database).values_list("id", "reference"))
    people = dict(Officer.objects.using(env.database).values_list("id", "name"))
    return tuple(
        NoticeView(
            id=row.id,
            kind=NoticeKind(row.kind),
            at=row.at,
            service=services.get(row.service, ""),
            case=cases.get(row.case, ""),
            entity=row.entity if row.entity in words else "",
            caption=words.get(row.entity, ""),
            facts=row.facts,
            taken_by=people.get(row.taken_by, ""),
            done_at=row.done_at,
            outcome=row.outcome,
            reason=row.reason,
            in_hand=_is_in_hand(row),
            beside=beside.get(row.entity) if row.kind in COMPARED else None,
        )
        for row in rows
    )
