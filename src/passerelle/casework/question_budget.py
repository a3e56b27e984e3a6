"""The budget of questions: bits of an agreement, for each purpose and day, at both nodes alike.

Both nodes count the same from the question alone, so an asker that keeps its
own budget is never refused, and one that does not meets the other's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store import question_budget
from passerelle.store.models import QuestionBudget
from passerelle.store.question_budget import Account, Limit

if TYPE_CHECKING:
    from passerelle.core.agreement import QuestionTerms
    from passerelle.core.env import Env
    from passerelle.core.purpose import Purpose


def account_of_ours(env: Env, service: str, agreement: str, purpose: Purpose) -> Account:
    """Today's account of what we ask this service."""
    return _account(env, QuestionBudget.Side.ASKED, service, agreement, purpose)


def account_of_theirs(env: Env, service: str, agreement: str, purpose: Purpose) -> Account:
    """Today's account of what this service asks us."""
    return _account(env, QuestionBudget.Side.ANSWERED, service, agreement, purpose)


def spend(env: Env, account: Account, terms: QuestionTerms, keys: int) -> bool:
    """Whether a question of so many keys is within the day's budget; where it is, it is counted at once."""
    limit = Limit(questions=terms.per_day, bits=terms.budget)
    return question_budget.spend(env.database, account, terms.cost(keys), limit)


def spent(env: Env, account: Account) -> tuple[int, int]:
    """Questions and bits that the day cost so far."""
    return question_budget.spent(env.database, account)


def _account(env: Env, side: QuestionBudget.Side, service: str, agreement: str, purpose: Purpose) -> Account:
    return Account(side=side, other=service, agreement=agreement, purpose=str(purpose), day=env.now().date())
