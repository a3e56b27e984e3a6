"""Who reads, for what, and why: no reference and no reason, no data (rule 11).

A refusal says nothing about what is held: a case that is not yours and a case
that does not exist give the same error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.store.models import Case, DutyOperation, Member, Officer

if TYPE_CHECKING:
    from passerelle.core.env import Env


ADMINISTRATION = "administration"


class ReasonRequiredError(PasserelleError):
    """A read came without a case, a duty operation or a reason; nothing was read, not even a count."""

    def __init__(self) -> None:
        super().__init__(
            "name the case or the duty operation, and the reason; nothing was read. "
            "Open a duty operation at sign-in, or choose a case you are a member of."
        )


class AbsentError(PasserelleError):
    """There is no such thing for this reader; whether it exists is not said."""

    def __init__(self, what: str) -> None:
        super().__init__(f"no such {what}")
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One officer reading under one reference, for one reason."""

    officer: str
    name: str
    role: Role
    service: str
    case: str  # id, "" when the reference is a duty operation
    reference: str  # the case's reference or the duty operation's id, for the journal
    reason: str


def open_access(env: Env, officer: str, *, case: str = "", duty: str = "", reason: str) -> Access:
    """An access that a read accepts; raises ReasonRequiredError, or AbsentError for a case not one's own."""
    person = Officer.objects.using(env.database).filter(id=officer, is_active=True).first()
    if person is None:
        raise AbsentError("officer")
    if not reason.strip() or not (case or duty):
        raise ReasonRequiredError
    reference = _case_reference(env, officer, case) if case else _duty_reference(env, officer, duty)
    return Access(
        officer=person.id,
        name=person.name,
        role=Role(person.role),
        service=person.service,
        case=case,
        reference=reference,
        reason=reason.strip(),
    )


def open_administration(env: Env, officer: str, *, reason: str) -> Access:
    """An access to administer under a reason; no read accepts it (rule 11)."""
    person = Officer.objects.using(env.database).filter(id=officer, is_active=True).first()
    if person is None:
        raise AbsentError("officer")
    if not reason.strip():
        raise ReasonRequiredError
    return Access(
        officer=person.id,
        name=person.name,
        role=Role(person.role),
        service=person.service,
        case="",
        reference=ADMINISTRATION,
        reason=reason.strip(),
    )


def member_cases(env: Env, officer: str) -> frozenset[str]:
    """The ids of the open cases this officer is a member of now."""
    now = env.now()
    current = Member.objects.using(env.database).filter(
        Q(until__isnull=True) | Q(until__gt=now), officer_id=officer, since__lte=now, case__closed_at=None
    )
    return frozenset(current.values_list("case_id", flat=True))


def _case_reference(env: Env, officer: str, case: str) -> str:
    if case not in member_cases(env, officer):
        raise AbsentError("case")
    return Case.objects.using(env.database).values_list("reference", flat=True).get(id=case)


def _duty_reference(env: Env, officer: str, duty: str) -> str:
    operation = DutyOperation.objects.using(env.database).filter(id=duty, officer_id=officer, closed_at=None)
    if not operation.exists():
        raise ReasonRequiredError
    return f"duty {duty}"
