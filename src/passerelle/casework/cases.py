"""Opening, reading and closing cases, and who is a member of one.

A case that is not yours never appears and is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.journaling import record
from passerelle.casework.people import find_officer
from passerelle.core.purpose import Purpose
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import convert
from passerelle.store.models import Case, Member, Officer

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking


class CaseReferenceTakenError(PasserelleError):
    """A case with that reference exists on this node; none was opened."""

    def __init__(self) -> None:
        super().__init__("that reference is taken on this node; choose another")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as its members see it."""

    id: str
    reference: str
    title: str
    purpose: Purpose
    legal_basis: str
    lead: str
    opened_at: datetime
    closed_at: datetime | None
    members: tuple[tuple[str, str], ...]  # name, role


def open_case(env: Env, officer: str, *, reference: str, title: str, marking: Marking) -> str:
    """The id of a new case led by this officer; its statements inherit `marking` unless told otherwise."""
    with transaction.atomic(using=env.database):
        if Case.objects.using(env.database).filter(reference=reference).exists():
            raise CaseReferenceTakenError
        case = Case.objects.using(env.database).create(
            id=env.new_id(),
            reference=reference,
            title=title,
            purpose=marking.purpose,
            legal_basis=marking.legal_basis,
            marking=marking.as_json(),
            lead_id=officer,
            opened_at=env.now(),
        )
        add_member(env, case.id, officer, why="opened the case")
    return case.id


def open_own_case(env: Env, access: Access, *, reference: str, title: str, marking: Marking) -> str:
    """The same, led by whoever administers under this access, with a line in the journal."""
    with transaction.atomic(using=env.database):
        case = open_case(env, access.officer, reference=reference, title=title, marking=marking)
        record(env, access, Act.ACCESS_CHANGE, reference=f"case {case}")
    return case


def admit_member(env: Env, access: Access, name: str) -> None:
    """The officer of that name is a member of the case of this access; one who was stays one."""
    officer = find_officer(env, name).id
    if not access.case:
        raise AbsentError("case")
    with transaction.atomic(using=env.database):
        if access.case not in member_cases(env, officer):
            add_member(env, access.case, officer, why=access.reason)
            record(env, access, Act.ACCESS_CHANGE, reference=officer)


def add_member(env: Env, case: str, officer: str, *, why: str) -> None:
    """The officer is a member of the case from now on."""
    Member.objects.using(env.database).create(case_id=case, officer_id=officer, since=env.now(), why=why)


def end_membership(env: Env, case: str, officer: str) -> None:
    """The officer is no member of the case from now on; the past membership stays known."""
    Member.objects.using(env.database).filter(case_id=case, officer_id=officer, until=None).update(
        until=env.now()
    )


def close_case(env: Env, access: Access) -> None:
    """The case of this access is closed: it is read no more under its reference."""
    if not access.case:
        raise AbsentError("case")
    with transaction.atomic(using=env.database):
        Case.objects.using(env.database).filter(id=access.case).update(closed_at=env.now())
        record(env, access, Act.ACCESS_CHANGE, reference=f"case {access.case}")


def my_cases(env: Env, officer: str) -> tuple[CaseView, ...]:
    """The open cases this officer is a member of, newest first."""
    ids = member_cases(env, officer)
    rows = Case.objects.using(env.database).filter(id__in=ids).order_by("-opened_at", "id")
    return tuple(_view(env, row) for row in rows)


def case_view(env: Env, access: Access) -> CaseView:
    """The case of this access; raises AbsentError when it is closed or not one's own."""
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
    return _view(env, Case.objects.using(env.database).get(id=access.case))


def case_marking(env: Env, access: Access) -> Marking:
    """What statements of this access's case inherit; raises AbsentError when it is not one's own."""
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")
    return convert.marking_of(Case.objects.using(env.database).get(id=access.case).marking)


def _view(env: Env, row: Case) -> CaseView:
    members = Member.objects.using(env.database).filter(case_id=row.id, until=None).order_by("since", "id")
    people = {one.id: one for one in Officer.objects.using(env.database).all()}
    return CaseView(
        id=row.id,
        reference=row.reference,
        title=row.title,
        purpose=Purpose(row.purpose),
        legal_basis=row.legal_basis,
        lead=people[row.lead_id].name,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        members=tuple((people[m.officer_id].name, people[m.officer_id].role) for m in members),
    )
