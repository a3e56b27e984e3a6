"""Who leaves a node or a case, from now on: what they did stays known under their name.

Nobody's leaving locks a node or a case: the last administrator stays, and an
open case always has a member whose account works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from passerelle.casework import cases, people
from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record
from passerelle.core.clearance import readable_purposes
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Case, Member, Notice, Officer, SignInLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class LastAdministratorError(PasserelleError):
    """The node would have no administrator; the account stays."""

    def __init__(self) -> None:
        super().__init__("this is the node's last administrator, who stays; add another one first")


class LeftAloneError(PasserelleError):
    """Open cases would have no member; nobody left."""

    def __init__(self, many: int) -> None:
        super().__init__(
            f"open cases that would have no member left: {many}; nothing was changed. "
            "Name a colleague who takes them over, or let a member close them first"
        )


class HeirError(PasserelleError):
    """Whoever takes over may not read the cases' purposes, or is the one who leaves; nobody left."""

    def __init__(self) -> None:
        super().__init__("that officer can take no cases over; nothing was changed, name another")


def end_officer(env: Env, access: Access, name: str, *, heir: str = "") -> int:
    """The account works no more, at once: no link, no session, no command. How many cases the heir took over.

    Raises AbsentError, LastAdministratorError, LeftAloneError or HeirError.
    """
    with transaction.atomic(using=env.database):
        officer = people.find_officer(env, name)
        others = Officer.objects.using(env.database).filter(is_active=True).exclude(id=officer.id)
        if officer.role is Role.ADMINISTRATOR and not others.filter(role=Role.ADMINISTRATOR).exists():
            raise LastAdministratorError
        alone = _alone(env, officer.id, member_of(env, officer.id))
        if alone:
            _hand_over(env, access, alone, _heir(env, heir, officer.id, alone))
        Officer.objects.using(env.database).filter(id=officer.id).update(is_active=False)
        SignInLink.objects.using(env.database).filter(officer_id=officer.id, used_at=None).delete()
        Notice.objects.using(env.database).filter(taken_by=officer.id, done_at=None).update(taken_by="")
        people.close_duty(env, officer.id)
        record(env, access, Act.ACCESS_CHANGE, reference=officer.id)
    return len(alone)


def resume_officer(env: Env, access: Access, name: str) -> None:
    """The account works again, with the role and the cases it had; raises AbsentError."""
    with transaction.atomic(using=env.database):
        row = Officer.objects.using(env.database).filter(name=name, is_active=False).first()
        if row is None:
            raise AbsentError("officer whose account was ended")
        Officer.objects.using(env.database).filter(id=row.id).update(is_active=True)
        record(env, access, Act.ACCESS_CHANGE, reference=row.id)


def leave_case(env: Env, access: Access, name: str) -> None:
    """The officer of that name is no member of this access's case from now on; raises LeftAloneError."""
    with transaction.atomic(using=env.database):
        row = Officer.objects.using(env.database).filter(name=name).first()
        if row is None or not access.case or access.case not in member_of(env, row.id):
            raise AbsentError("member of the case")
        if _alone(env, row.id, [access.case]):
            raise LeftAloneError(1)
        cases.end_membership(env, access.case, row.id)
        record(env, access, Act.ACCESS_CHANGE, reference=row.id)


def member_of(env: Env, officer: str) -> list[str]:
    """The open cases of an officer, whether their account works or not."""
    rows = Member.objects.using(env.database).filter(
        Q(until__isnull=True) | Q(until__gt=env.now()), officer_id=officer, case__closed_at=None
    )
    return sorted(set(rows.values_list("case_id", flat=True)))


def _alone(env: Env, officer: str, held: Iterable[str]) -> list[str]:
    """Of these cases, those that have no other member whose account works."""
    rows = Member.objects.using(env.database).filter(
        Q(until__isnull=True) | Q(until__gt=env.now()), case_id__in=held, officer__is_active=True
    )
    shared = set(rows.exclude(officer_id=officer).values_list("case_id", flat=True))
    return [case for case in held if case not in shared]


def _heir(env: Env, name: str, leaver: str, held: list[str]) -> str:
    if not name:
        raise LeftAloneError(len(held))
    heir = people.find_officer(env, name)
    purposes = Case.objects.using(env.database).filter(id__in=held).values_list("purpose", flat=True)
    if heir.id == leaver or not readable_purposes(heir.role).issuperset(map(Purpose, purposes)):
        raise HeirError
    return heir.id


def _hand_over(env: Env, access: Access, held: Iterable[str], heir: str) -> None:
    for case in held:
        cases.add_member(env, case, heir, why=access.reason)
        record(env, access, Act.ACCESS_CHANGE, reference=f"case {case}")
