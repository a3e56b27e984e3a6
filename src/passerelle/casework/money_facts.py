"""What people say about the accounts and lines of a case's ledgers, and shipments: inputs of the red flags.

Each has a reason and a date, belongs to a ledger and is read under its marking.
What was said of an account that waits in the identification queue is shown to
nobody who inquires (rule 25).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.analysis.money.flag.movement import Holder, Leg, What
from passerelle.casework.access import AbsentError
from passerelle.casework.identifying import hidden_subjects
from passerelle.casework.journaling import record
from passerelle.casework.ledgers import seen_ledgers
from passerelle.errors import PasserelleError
from passerelle.formats.account_text import account_of
from passerelle.protocol.journal import Act
from passerelle.store.models import AccountFact, LedgerLine, LineFact, Shipment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class FactNotKeptError(PasserelleError):
    """What was said is not kept."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSaid:
    """What somebody says of who holds an account; None and empty mean that nobody said."""

    account: str
    person: str = ""
    profession: str = ""
    business: str = ""
    cash_business: bool | None = None
    payroll: bool | None = None
    escorted: bool = False
    home: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """What somebody says of lines where the ledger itself does not."""

    channel: str = ""
    what: str = ""
    quantity: int = 0
    delivered: bool | None = None
    paid_in: str = ""
    paid_out: str = ""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentSaid:
    """Goods on their way, and which account has them moved."""

    mover: str
    goods: str
    from_country: str
    to_country: str
    to_place: str = ""
    stored: bool = False
    on: date
    reason: str


LISTED = ("home", "relatives", "reached_by")


def say_of_account(env: Env, access: Access, ledger: str, said: AccountSaid) -> None:
    """It is kept under the ledger's marking, in place of what was said of that account before."""
    account = account_of(said.account).number
    values = {one.name: getattr(said, one.name) for one in fields(said) if one.name not in ("account", "at")}
    values |= {name: list(values[name]) for name in LISTED}
    values["relatives"] = [account_of(one).number for one in said.relatives]
    _reasoned(said.reason)
    _own(env, access, ledger)
    with transaction.atomic(using=env.database):
        AccountFact.objects.using(env.database).update_or_create(
            ledger_id=ledger, account=account, defaults=values | {"by": access.officer, "at": env.now()}
        )
        record(env, access, Act.ALTERATION, subjects=[ledger], reference="account facts")


def say_of_lines(env: Env, access: Access, ledger: str, rows: Collection[int], said: LineSaid) -> None:
    """It is kept for each of these rows under the ledger's marking; the exhibit is as it was."""
    _reasoned(said.reason)
    _own(env, access, ledger)
    lines = LedgerLine.objects.using(env.database).filter(ledger=ledger, row__in=list(rows))
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    with transaction.atomic(using=env.database):
        for row in lines.values_list("row", flat=True):
            LineFact.objects.using(env.database).update_or_create(
                ledger_id=ledger, row=row, defaults=values | {"by": access.officer, "at": env.now()}
            )
        record(env, access, Act.ALTERATION, subjects=[ledger], reference="line facts")


def say_of_shipment(env: Env, access: Access, ledger: str, said: ShipmentSaid) -> None:
    """It is kept under the ledger's marking."""
    _reasoned(said.reason)
    _own(env, access, ledger)
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    values["mover"] = account_of(said.mover).number
    with transaction.atomic(using=env.database):
        Shipment.objects.using(env.database).create(
            id=env.new_id(), ledger_id=ledger, by=access.officer, at=env.now(), **values
        )
        record(env, access, Act.ALTERATION, subjects=[ledger], reference="shipment")


def accounts_said(env: Env, access: Access) -> tuple[AccountSaid, ...]:
    """What was said of accounts, latest first; not of those who are met by protection."""
    hidden = hidden_subjects(env, access.case)
    return tuple(_said(row) for row in _facts(env, seen_ledgers(env, access)) if row.account not in hidden)


def shipments_said(env: Env, access: Access) -> tuple[ShipmentSaid, ...]:
    """The shipments of the case, oldest first."""
    rows = Shipment.objects.using(env.database).filter(ledger__in=seen_ledgers(env, access))
    names = [one.name for one in fields(ShipmentSaid)]
    return tuple(
        ShipmentSaid(**{name: getattr(row, name) for name in names}) for row in rows.order_by("on", "id")
    )


def persons_of(env: Env, access: Access) -> dict[str, str]:
    """For each account whose holder somebody marked, the mark."""
    return {one.account: one.person for one in reversed(accounts_said(env, access)) if one.person}


def holders_of(env: Env, ledgers: Iterable[str]) -> dict[str, Holder]:
    """What the rules read of holders: all that was said, for a rule may protect whom we do not show."""
    return {row.account: _holder(_said(row)) for row in reversed(_facts(env, ledgers))}


def legs_of(env: Env, ledgers: Iterable[str]) -> list[Leg]:
    """The shipments as the rules read them, numbered from 1."""
    rows = Shipment.objects.using(env.database).filter(ledger__in=list(ledgers)).order_by("on", "id")
    return [
        Leg(
            row=number,
            mover=row.mover,
            goods=What(row.goods) if row.goods in list(What) else What.UNKNOWN,
            from_country=row.from_country,
            to_country=row.to_country,
            to_place=row.to_place,
            stored=row.stored,
            time=datetime.combine(row.on, time(), UTC),
        )
        for number, row in enumerate(rows, 1)
    ]


def line_facts(env: Env, ledgers: Iterable[str]) -> dict[tuple[str, int], LineFact]:
    """What was said of lines, by ledger and row."""
    rows = LineFact.objects.using(env.database).filter(ledger__in=list(ledgers))
    return {(row.ledger_id, row.row): row for row in rows}


def _facts(env: Env, ledgers: Iterable[str]) -> list[AccountFact]:
    rows = AccountFact.objects.using(env.database).filter(ledger__in=list(ledgers))
    return list(rows.order_by("-at", "-id"))


def _said(row: AccountFact) -> AccountSaid:
    values = {one.name: getattr(row, one.name) for one in fields(AccountSaid)}
    return AccountSaid(**values | {name: tuple(values[name]) for name in LISTED})


def _holder(said: AccountSaid) -> Holder:
    return Holder(
        profession=said.profession.casefold(),
        business=said.business,
        cash_business=said.cash_business,
        payroll=said.payroll,
        escorted=said.escorted,
        home=frozenset(said.home),
        relatives=frozenset(said.relatives),
        reached_by=frozenset(said.reached_by),
    )


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise FactNotKeptError("say how it is known")


def _own(env: Env, access: Access, ledger: str) -> None:
    if ledger not in seen_ledgers(env, access):
        raise AbsentError("ledger")
