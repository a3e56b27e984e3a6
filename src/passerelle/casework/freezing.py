"""From pattern to freeze on the same day: asked by an investigator, decided by a magistrate or a unit.

A freeze names an account, a bank and a sum, and the law with its hours. Who
asked does not decide. What was held, what was recovered and what it led to are
written beside it, so that a report to the unit does not end in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.journaling import consulted, record
from passerelle.core.freeze import FreezeClock, FreezeKind, FreezeState
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Freeze, Officer

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

DECIDING = {
    FreezeKind.FREEZING: frozenset({Role.MAGISTRATE, Role.LIAISON_MAGISTRATE}),
    FreezeKind.POSTPONEMENT: frozenset(
        {Role.MAGISTRATE, Role.LIAISON_MAGISTRATE, Role.FINANCIAL_INVESTIGATOR}
    ),
}


class FreezeRefusedError(PasserelleError):
    """The freeze was not asked, decided or ended; nothing was changed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeView:
    """A freeze as members of its case see it."""

    id: str
    kind: FreezeKind
    account: str
    bank: str
    amount: Decimal
    currency: str
    legal_basis: str
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    until: datetime | None
    state: FreezeState
    held: str
    recovered: str
    outcome: str


def ask_freeze(
    env: Env,
    access: Access,
    *,
    kind: FreezeKind,
    account: str,
    bank: str,
    amount: Decimal,
    currency: str,
    legal_basis: str,
    hours: int,
    reason: str,
) -> str:
    """The id of the request; nothing is held before somebody decided."""
    _check(env, access)
    if not (account.strip() and bank.strip() and legal_basis.strip() and reason.strip()) or amount <= 0:
        raise FreezeRefusedError("name the account, the bank, a sum, the law and the reason")
    clock = FreezeClock(hours=hours, asked_at=env.now())
    with transaction.atomic(using=env.database):
        row = Freeze.objects.using(env.database).create(
            id=env.new_id(),
            case=access.case,
            kind=kind,
            account=account.strip(),
            bank=bank.strip(),
            amount=format(amount, "f"),
            currency=currency.strip().upper(),
            legal_basis=legal_basis.strip(),
            reason=reason.strip(),
            asked_by=access.officer,
            asked_at=clock.asked_at,
            hours=clock.hours,
        )
        record(env, access, Act.DISCLOSURE, subjects=[row.id], reference=f"{kind} asked")
    return row.id


def decide_freeze(env: Env, access: Access, freeze: str) -> None:
    """The money is to be held from now on; raises FreezeRefusedError for who asked or may not decide."""
    with transaction.atomic(using=env.database):
        row = _one(env, access, freeze)
        if access.role not in DECIDING[FreezeKind(row.kind)]:
            raise FreezeRefusedError(
                "a magistrate decides this, or for a postponement a financial investigator"
            )
        if access.officer == row.asked_by:
            raise FreezeRefusedError("who asked does not decide")
        if row.decided_at is not None or row.ended_at is not None:
            raise FreezeRefusedError("it was decided or ended before")
        row.decided_by, row.decided_at = access.officer, env.now()
        row.save(using=env.database, update_fields=["decided_by", "decided_at"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"{row.kind} decided")


def end_freeze(env: Env, access: Access, freeze: str, *, held: str, recovered: str, outcome: str) -> None:
    """What was held, what was recovered and what it led to are written down, and it holds no longer."""
    if not outcome.strip():
        raise FreezeRefusedError("say what it led to")
    with transaction.atomic(using=env.database):
        row = _one(env, access, freeze)
        if row.ended_at is not None:
            raise FreezeRefusedError("it was ended before")
        row.held, row.recovered = _sum(held), _sum(recovered)
        row.outcome, row.ended_at = outcome.strip(), env.now()
        row.save(using=env.database, update_fields=["held", "recovered", "outcome", "ended_at"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"{row.kind} ended")


def freezes(env: Env, access: Access) -> tuple[FreezeView, ...]:
    """Those of this access's case, newest first; raises AbsentError."""
    _check(env, access)
    rows = list(Freeze.objects.using(env.database).filter(case=access.case).order_by("-asked_at", "id"))
    if rows:
        consulted(env, access, subjects=[row.id for row in rows], reference="freezes")
    people, now = dict(Officer.objects.using(env.database).values_list("id", "name")), env.now()
    return tuple(_view(row, people, now) for row in rows)


def _view(row: Freeze, people: dict[str, str], now: datetime) -> FreezeView:
    clock = FreezeClock(
        hours=row.hours, asked_at=row.asked_at, decided_at=row.decided_at, ended_at=row.ended_at
    )
    return FreezeView(
        id=row.id,
        kind=FreezeKind(row.kind),
        account=row.account,
        bank=row.bank,
        amount=Decimal(row.amount),
        currency=row.currency,
        legal_basis=row.legal_basis,
        reason=row.reason,
        asked_by=people.get(row.asked_by, ""),
        asked_at=row.asked_at,
        decided_by=people.get(row.decided_by, ""),
        until=clock.until,
        state=clock.state(now),
        held=row.held,
        recovered=row.recovered,
        outcome=row.outcome,
    )


def _check(env: Env, access: Access) -> None:
    if not access.case or access.case not in member_cases(env, access.officer):
        raise AbsentError("case")


def _one(env: Env, access: Access, freeze: str) -> Freeze:
    _check(env, access)
    rows = Freeze.objects.using(env.database).select_for_update()
    row = rows.filter(id=freeze, case=access.case).first()
    if row is None:
        raise AbsentError("freeze")
    return row


def _sum(text: str) -> str:
    try:
        amount = Decimal(text.strip() or "0")
    except InvalidOperation:
        raise FreezeRefusedError("a sum is no number") from None
    if not amount.is_finite() or amount < 0:
        raise FreezeRefusedError("a sum is below zero")
    return format(amount, "f")
