"""A bank answers an order: held, in part, not found, empty, refused; a sum and since when, and nothing else.

The bank's node received the order as an entity. Its answer names the order by
the reference alone and leaves by the release that everything takes; where it
arrives it stands beside what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import consulted
from passerelle.casework.money_paper import PaperRefusedError, record_paper
from passerelle.casework.reading import readable_statements
from passerelle.core.freeze import OrderAnswer
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Service, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

ORDER, ANSWER = "MoneyOrder", "MoneyAnswer"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order that a partner sent: what a bank has to know to carry it out."""

    entity: str
    kind: str
    reference: str
    account: str
    amount: str
    currency: str
    authority: str
    legal_basis: str
    held_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What a bank answered to one order."""

    entity: str
    answer: OrderAnswer
    amount: str
    currency: str
    since: str
    by: str
    at: datetime


def received_orders(env: Env, access: Access) -> tuple[OrderView, ...]:
    """The orders that partners sent to this node; their reading is journalled."""
    names = _arrived(env, ORDER).values_list("entity", flat=True).distinct()
    held = _facts(env, access, names)
    if held:
        consulted(env, access, subjects=sorted(held), reference="orders")
    return tuple(
        OrderView(
            entity=entity,
            kind=said.get("kind", ""),
            reference=said.get("reference", ""),
            account=said.get("account", ""),
            amount=said.get("amount", ""),
            currency=said.get("currency", ""),
            authority=said.get("authority", ""),
            legal_basis=said.get("legalBasis", ""),
            held_until=said.get("heldUntil", ""),
        )
        for entity, (said, _) in sorted(held.items(), key=lambda one: one[1][1].recorded_at, reverse=True)
    )


def write_answer(env: Env, access: Access, order: str, answer: OrderAnswer, amount: str = "") -> str:
    """The entity of the answer, which is released next; raises AbsentError for an order not received."""
    found = next((one for one in received_orders(env, access) if one.entity == order), None)
    if found is None:
        raise AbsentError("order")
    sum_held = _sum(amount)
    if answer.holds is not (sum_held > 0):
        raise PaperRefusedError("give the sum that is held where something is held, and none otherwise")
    if sum_held > Decimal(found.amount):
        raise PaperRefusedError("no more is held than was ordered")
    facts = [("reference", found.reference), ("answer", str(answer))]
    if answer.holds:
        since = env.now().isoformat(timespec="seconds")
        facts += [("amount", format(sum_held, "f")), ("currency", found.currency), ("heldSince", since)]
    return record_paper(env, access, ANSWER, facts, SubjectCategory.NOT_A_PERSON)


def answers(env: Env, access: Access, references: Iterable[str]) -> Mapping[str, tuple[AnswerView, ...]]:
    """What partners answered to these orders, by reference, the latest first."""
    asked = set(references)
    rows = _arrived(env, ANSWER).filter(prop="reference", value__in=asked)
    held = _facts(env, access, rows.values_list("entity", flat=True))
    if held:
        consulted(env, access, subjects=sorted(held), reference="answers to orders")
    names = dict(Service.objects.using(env.database).values_list("id", "name"))
    found: dict[str, list[AnswerView]] = {}
    for entity, (said, where) in held.items():
        if said.get("answer") not in list(OrderAnswer):
            continue
        view = AnswerView(
            entity=entity,
            answer=OrderAnswer(said["answer"]),
            amount=said.get("amount", ""),
            currency=said.get("currency", ""),
            since=said.get("heldSince", ""),
            by=names.get(where.owner, ""),
            at=where.recorded_at,
        )
        found.setdefault(said.get("reference", ""), []).append(view)
    return {name: tuple(sorted(some, key=lambda one: one.at, reverse=True)) for name, some in found.items()}


@dataclass(frozen=True, slots=True)
class _Where:
    owner: str
    recorded_at: datetime


def _arrived(env: Env, schema: str) -> QuerySet[Statement]:
    rows = Statement.objects.using(env.database).filter(schema=schema, state=Statement.State.LIVE)
    return rows.exclude(arrived_from="")


def _facts(env: Env, access: Access, entities: Iterable[str]) -> dict[str, tuple[dict[str, str], _Where]]:
    """What this reader may see of each, by property."""
    found: dict[str, tuple[dict[str, str], _Where]] = {}
    for statement, marking, row in readable_statements(env, access, sorted(set(entities))):
        said, _ = found.setdefault(statement.entity, ({}, _Where(marking.owner, row.recorded_at)))
        said.setdefault(statement.prop, statement.value)
    return found


def _sum(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip() or "0")
    except InvalidOperation:
        raise PaperRefusedError("the sum is no number") from None
    if not amount.is_finite() or amount < 0:
        raise PaperRefusedError("the sum is no number above nought")
    return amount
