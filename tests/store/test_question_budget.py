from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date

from django.db import connections, transaction

from passerelle.store.models import QuestionBudget
from passerelle.store.question_budget import Account, Limit, spend, spent

TODAY = Account(
    side=QuestionBudget.Side.ANSWERED,
    other="1" * 32,
    agreement="a" * 64,
    purpose="group-investigation",
    day=date(2026, 3, 2),
)
ROOMY = Limit(1_000, 1_000)
SESSIONS = 50 if os.environ.get("PASSERELLE_SOAK") else 8


def test_what_fits_is_counted_and_what_does_not_is_not(database: str) -> None:
    limit = Limit(questions=10, bits=100)
    assert [spend(database, TODAY, bits, limit) for bits in (60, 41, 40, 1)] == [True, False, True, False]
    assert spent(database, TODAY) == (2, 100)


def test_the_number_of_questions_is_a_limit_too(database: str) -> None:
    assert [spend(database, TODAY, 1, Limit(2, 100)) for _ in range(3)] == [True, True, False]
    assert not spend(database, replace(TODAY, other="2" * 32), 101, Limit(2, 100))


def test_purpose_day_agreement_service_and_side_have_each_their_own(database: str) -> None:
    limit = Limit(1, 10)
    others = [
        replace(TODAY, purpose="prosecution"),
        replace(TODAY, day=date(2026, 3, 3)),
        replace(TODAY, agreement="b" * 64),
        replace(TODAY, other="2" * 32),
        replace(TODAY, side=QuestionBudget.Side.ASKED),
    ]
    assert all(spend(database, one, 10, limit) for one in [TODAY, *others])
    assert not any(spend(database, one, 10, limit) for one in [TODAY, *others])


def test_what_is_rolled_back_was_not_spent(database: str) -> None:
    with transaction.atomic(using=database):
        assert spend(database, TODAY, 7, ROOMY)
        transaction.set_rollback(True, using=database)
    assert spent(database, TODAY) == (0, 0)


def test_a_restart_and_sessions_at_once_spend_no_bit_twice(database: str) -> None:
    """T37: fifty sessions never exceed the budget; each opens a connection of its own, as after a restart."""
    taken: list[bool] = []
    limit = Limit(questions=1_000, bits=70)
    start = threading.Barrier(SESSIONS)

    def session() -> None:
        try:
            start.wait()
            for _ in range(3):
                with transaction.atomic(using=database):
                    taken.append(spend(database, TODAY, 10, limit))
        finally:
            connections[database].close()

    sessions = [threading.Thread(target=session) for _ in range(SESSIONS)]
    for one in sessions:
        one.start()
    for one in sessions:
        one.join()
    connections[database].close()
    assert len(taken) == 3 * SESSIONS
    assert taken.count(True) == 7
    assert spent(database, TODAY) == (7, 70)
