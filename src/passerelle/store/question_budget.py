"""What the questions of one day cost: added up in the database, so that no two sessions spend the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections

from passerelle.store.models import QuestionBudget

if TYPE_CHECKING:
    from datetime import date

# One statement decides and adds; the row stays locked until the transaction ends, on either database.
SPEND = """
INSERT INTO store_questionbudget (side, other, agreement, purpose, day, questions, bits)
VALUES (%s, %s, %s, %s, %s, 1, %s)
ON CONFLICT (side, other, agreement, purpose, day) DO UPDATE SET
    questions = store_questionbudget.questions + 1, bits = store_questionbudget.bits + excluded.bits
WHERE store_questionbudget.questions < %s AND store_questionbudget.bits + excluded.bits <= %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose budget: who asked, which service is at the other end, under what, for what, on which day."""

    side: QuestionBudget.Side
    other: str  # service id
    agreement: str
    purpose: str
    day: date


@dataclass(frozen=True, slots=True)
class Limit:
    """How many questions, and how many bits, a day may cost."""

    questions: int
    bits: int


def spend(alias: str, account: Account, bits: int, limit: Limit) -> bool:
    """Whether one more question of that many bits is within the limit; where it is, it is counted.

    Part of the caller's transaction: what is rolled back was not spent.
    """
    if limit.questions < 1 or bits > limit.bits:
        return False
    day = connections[alias].ops.adapt_datefield_value(account.day)
    values = [account.side, account.other, account.agreement, account.purpose, day, bits]
    with connections[alias].cursor() as cursor:
        cursor.execute(SPEND, [*values, limit.questions, limit.bits])
        return bool(cursor.rowcount)


def spent(alias: str, account: Account) -> tuple[int, int]:
    """Questions and bits that this day cost so far."""
    rows = QuestionBudget.objects.using(alias).filter(
        side=account.side,
        other=account.other,
        agreement=account.agreement,
        purpose=account.purpose,
        day=account.day,
    )
    return rows.values_list("questions", "bits").first() or (0, 0)
